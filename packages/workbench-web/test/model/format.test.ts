import { expect, it } from "vitest";
import { convertBinary, parseBinary, toBase64, toHex } from "../../src/model/binary.js";
import { asciiLine, lineCount, offsetLabel } from "../../src/model/detail/hexdump.js";
import { formatBytes, formatDuration, formatElapsed } from "../../src/model/format.js";
import { preferredLanguage } from "../../src/model/preferences.js";
import { addSample, SAMPLES, sparklinePoints } from "../../src/model/sparkline.js";

it("writes bytes in the units of the wire", () => {
  expect([0, 999, 1000, 12_288, 213_000_000].map((bytes) => formatBytes(bytes, "en"))).toEqual([
    "0 B",
    "999 B",
    "1 kB",
    "12.3 kB",
    "213 MB",
  ]);
});

it("writes durations with about two places", () => {
  expect([400, 9_940, 41_200, 1_300_000, 125_000_000].map(formatDuration)).toEqual([
    "0.4 ms",
    "9.9 ms",
    "41 ms",
    "1.3 s",
    "2 m 05 s",
  ]);
});

it("counts the time since as a clock", () => {
  expect([0, 252_000, 3_852_000].map(formatElapsed)).toEqual(["00:00", "04:12", "1:04:12"]);
});

it("reads binary as a person types it, and says where it is wrong", () => {
  expect(parseBinary("de AD\nbe ef", "hex")).toEqual({
    ok: true,
    bytes: Uint8Array.of(0xde, 0xad, 0xbe, 0xef),
  });
  expect(parseBinary("de a", "hex")).toEqual({ ok: false, at: 4 });
  expect(parseBinary("de ag", "hex")).toEqual({ ok: false, at: 4 });
  expect(parseBinary("3q2-7w", "base64")).toEqual({ ok: true, bytes: Uint8Array.of(0xde, 0xad, 0xbe, 0xef) });
  expect(parseBinary("ab$", "base64")).toEqual({ ok: false, at: 2 });
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index & 255);
  expect(parseBinary(toBase64(bytes), "base64")).toEqual({ ok: true, bytes });
  expect(parseBinary(toHex(bytes), "hex")).toEqual({ ok: true, bytes });
  expect(convertBinary("dead", "hex", "base64")).toBe("3q0=");
});

it("cuts bytes into lines of a dump", () => {
  const bytes = new TextEncoder().encode("号 tracks and signals");
  expect(lineCount(bytes.length)).toBe(2);
  expect(offsetLabel(1, bytes.length)).toBe("0010");
  expect(asciiLine(bytes, 0)).toBe("... tracks and s");
});

it("takes the browser's first language that it has", () => {
  expect(preferredLanguage(["fr", "zh-Hant-TW", "en"])).toBe("zh-TW");
  expect(preferredLanguage(["en-GB", "zh-TW"])).toBe("en");
  expect(preferredLanguage(["de"])).toBe("en");
});

it("keeps the last rates and draws them inside the picture", () => {
  let samples: readonly number[] = [];
  for (let i = 0; i < SAMPLES + 10; i++) samples = addSample(samples, i);
  expect(samples.length).toBe(SAMPLES);
  const points = sparklinePoints(samples, 72, 14)
    .split(" ")
    .map((point) => point.split(",").map(Number));
  expect(points.at(-1)).toEqual([72, 1]);
  expect(points.every(([x = -1, y = -1]) => x >= 0 && x <= 72 && y >= 1 && y <= 13)).toBe(true);
});
