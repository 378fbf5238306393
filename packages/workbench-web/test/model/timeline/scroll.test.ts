import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contentTop,
  elementHeight,
  MAX_HEIGHT_PX,
  scrolled,
  scrollTo,
  TOP,
  visibleRange,
} from "../../../src/model/timeline/scroll.js";

const ROW = 24;
const TEN_MILLION = { contentPx: 10_000_000 * ROW, viewportPx: 600 };

describe("scrolling over ten million rows", () => {
  it("stays below the height that a browser can lay out", () => {
    expect(elementHeight(TEN_MILLION)).toBe(MAX_HEIGHT_PX);
  });

  it("reaches the first and the last row exactly", () => {
    expect(contentTop(scrollTo(TEN_MILLION, 0))).toBe(0);
    const end = scrollTo(TEN_MILLION, Number.POSITIVE_INFINITY);
    expect(contentTop(end)).toBe(TEN_MILLION.contentPx - 600);
    expect(end.scrollTop).toBe(MAX_HEIGHT_PX - 600);
    const { from, count } = visibleRange(TEN_MILLION, end, ROW, 0);
    expect(from + count).toBe(10_000_000);
  });

  it("moves by exactly what the wheel says", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: TEN_MILLION.contentPx - 2_000 }),
        fc.integer({ min: -500, max: 500 }),
        (top, wheel) => {
          const from = scrollTo(TEN_MILLION, top);
          const to = scrolled(TEN_MILLION, from, from.scrollTop + wheel);
          const wanted = Math.min(Math.max(0, contentTop(from) + wheel), TEN_MILLION.contentPx - 600);
          expect(contentTop(to)).toBeCloseTo(wanted, 5);
        },
      ),
    );
  });

  it("keeps every position inside the element", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: TEN_MILLION.contentPx, noNaN: true }), (top) => {
        const { scrollTop } = scrollTo(TEN_MILLION, top);
        expect(scrollTop).toBeGreaterThanOrEqual(-1);
        expect(scrollTop).toBeLessThanOrEqual(MAX_HEIGHT_PX - 600 + 1);
      }),
    );
  });

  it("finds the middle when the thumb is dragged to the middle", () => {
    const middle = scrolled(TEN_MILLION, TOP, (MAX_HEIGHT_PX - 600) / 2);
    expect(contentTop(middle) / TEN_MILLION.contentPx).toBeCloseTo(0.5, 2);
  });

  it("is the plain position where everything fits", () => {
    const few = { contentPx: 100 * ROW, viewportPx: 600 };
    expect(scrolled(few, TOP, 480)).toEqual({ scrollTop: 480, offset: 0 });
    expect(visibleRange(few, { scrollTop: 480, offset: 0 }, ROW, 0)).toEqual({ from: 20, count: 25 });
  });
});
