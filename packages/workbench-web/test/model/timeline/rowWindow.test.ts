import type { Row } from "signalbox/contract";
import { describe, expect, it } from "vitest";
import { PAGE_ROWS, PAGES_KEPT, RowWindow } from "../../../src/model/timeline/rowWindow.js";

function row(index: number, preview = ""): Row {
  return {
    seq: index + 1,
    timeUs: index,
    connectionId: "c",
    direction: "received",
    kind: "message",
    size: 1,
    preview,
  };
}
const rows = (from: number, count: number) => Array.from({ length: count }, (_, place) => row(from + place));
const change = (total: number, tail: readonly Row[], changed: readonly Row[] = []) => ({
  viewId: "v",
  total,
  tail,
  changed,
  complete: true,
});

describe("RowWindow", () => {
  it("shows the tail without asking for it", () => {
    const window = new RowWindow();
    window.apply(change(1_000_000, rows(999_950, 50)));
    expect(window.row(999_999)?.seq).toBe(1_000_000);
    expect(window.missing(999_960, 40)).toEqual([]);
  });

  it("asks once for a page that is in view", () => {
    const window = new RowWindow();
    window.apply(change(1_000, []));
    expect(window.missing(250, 40)).toEqual([{ from: 200, count: PAGE_ROWS }]);
    expect(window.missing(250, 40)).toEqual([]);
    window.received({ from: 200, count: PAGE_ROWS }, rows(200, PAGE_ROWS));
    expect(window.row(250)?.seq).toBe(251);
    expect(window.missing(250, 40)).toEqual([]);
  });

  it("asks again after a question failed", () => {
    const window = new RowWindow();
    window.apply(change(10, []));
    const [request] = window.missing(0, 10);
    expect(request).toEqual({ from: 0, count: 10 });
    if (request) window.failed(request);
    expect(window.missing(0, 10)).toEqual([request]);
  });

  it("asks for the rest of a page that has grown", () => {
    const window = new RowWindow();
    window.apply(change(10, rows(0, 10)));
    window.apply(change(90, rows(40, 50)));
    expect(window.missing(0, 90)).toEqual([{ from: 0, count: 90 }]);
  });

  it("replaces a row that changed", () => {
    const window = new RowWindow();
    window.apply(change(3, rows(0, 3)));
    window.apply(change(3, [], [row(1, "acknowledged")]));
    expect(window.row(1)?.preview).toBe("acknowledged");
  });

  it("holds a bounded number of rows, however far one scrolls", () => {
    const window = new RowWindow();
    window.apply(change(10_000_000, []));
    for (let page = 0; page < PAGES_KEPT * 3; page++) {
      const from = page * PAGE_ROWS;
      for (const request of window.missing(from, 40))
        window.received(request, rows(request.from, request.count));
    }
    expect(window.row(0)).toBeUndefined();
    expect(window.row((PAGES_KEPT * 3 - 1) * PAGE_ROWS)).toBeDefined();
    expect(window.indexOf(1)).toBeUndefined();
  });
});
