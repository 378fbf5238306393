import { expect, it } from "vitest";
import { clockTime } from "../../../src/model/format.js";
import { parseClock } from "../../../src/model/timeline/clock.js";

const noon = new Date(2026, 10, 25, 12).getTime() * 1000;

it.each([
  ["10:41", 38_460_000_000],
  ["10:41:07", 38_467_000_000],
  ["10:41:07.12", 38_467_120_000],
  [" 10:41:07.120418 ", 38_467_120_418],
  ["10:41:07.120 418", 38_467_120_418],
  ["9:05", 32_700_000_000],
])("%s is a time of the day one looks at", (text, sinceMidnightUs) => {
  const midnight = noon - 12 * 3600 * 1e6;
  expect(parseClock(text, noon)).toBe(midnight + sinceMidnightUs);
});

it.each(["", "25:00", "10:60", "10:41:61", "yesterday", "10"])("%j is no time", (text) => {
  expect(parseClock(text, noon)).toBeUndefined();
});

it("reads what the timeline writes", () => {
  const timeUs = noon + 123_456;
  const { second, fraction } = clockTime(timeUs);
  expect(parseClock(second + fraction, noon)).toBe(timeUs);
});
