import { isUtf8 as nativeIsUtf8 } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeUtf8, isUtf8, Utf8Validator } from "../../src/websocket/index.js";
import { bytes } from "./collect.js";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** What the platform says. */
function isText(input: Uint8Array): boolean {
  try {
    decoder.decode(input);
    return true;
  } catch {
    return false;
  }
}

/** The first byte after which no continuation makes the bytes a text, or -1. */
function firstWrongByte(input: Uint8Array): number {
  const endings = [
    "",
    "80",
    "8080",
    "808080",
    "bf",
    "bf80",
    "a0",
    "a080",
    "9f80",
    "90",
    "9080",
    "908080",
    "8f8080",
  ].map(bytes);
  for (let end = 1; end <= input.length; end++) {
    if (!endings.some((ending) => isText(Buffer.concat([input.subarray(0, end), ending])))) return end - 1;
  }
  return -1;
}

const edges = [
  "",
  "00",
  "7f",
  "c2 80",
  "df bf",
  "e0 a0 80",
  "ed 9f bf",
  "ee 80 80",
  "ef bf bf",
  "f0 90 80 80",
  "f4 8f bf bf",
  "80",
  "bf",
  "c0 80",
  "c1 bf",
  "e0 80 80",
  "e0 9f bf",
  "ed a0 80",
  "ed bf bf",
  "f0 80 80 80",
  "f0 8f bf bf",
  "f4 90 80 80",
  "f5 80 80 80",
  "f8 88 80 80 80",
  "fe",
  "ff",
  "c2",
  "c2 41",
  "e2 82",
  "e2 82 41",
  "f0 9f 98",
  "f0 9f 98 41",
  "41 c2 80 42 ed a0 80",
  "ef bb bf 41",
  "ef bf be",
].map(bytes);

/** Runs of good and bad sequences, so that more than the first byte is reached. */
const mixed = fc
  .array(
    fc.oneof(
      fc.constantFrom(...edges),
      fc.uint8Array({ maxLength: 3 }),
      fc.string({ unit: "grapheme", maxLength: 40 }).map((s) => Buffer.from(s)),
    ),
  )
  .map((parts) => Uint8Array.from(Buffer.concat(parts)));

describe("Utf8Validator", () => {
  it.each(edges.map((input) => [Buffer.from(input).toString("hex"), input] as const))(
    "agrees with TextDecoder on %s",
    (_hex, input) => {
      expect(isUtf8(input)).toBe(isText(input));
    },
  );

  it("agrees with TextDecoder on every sequence of two bytes", () => {
    const pair = new Uint8Array(2);
    for (let first = 0; first < 256; first++) {
      for (let second = 0; second < 256; second++) {
        pair.set([first, second]);
        if (isUtf8(pair) !== nativeIsUtf8(pair)) expect.fail(Buffer.from(pair).toString("hex"));
      }
    }
  });

  it("agrees with TextDecoder however the bytes are cut, with and without a native check", () => {
    fc.assert(
      fc.property(mixed, fc.array(fc.nat(400), { maxLength: 5 }), fc.boolean(), (input, cuts, native) => {
        const validator = new Utf8Validator(native ? nativeIsUtf8 : undefined);
        const ends = [...cuts.map((cut) => cut % (input.length + 1)).sort((a, b) => a - b), input.length];
        let from = 0;
        let good = true;
        for (const end of ends) {
          good &&= validator.push(input.subarray(from, end));
          from = end;
        }
        expect(good && validator.finish()).toBe(isText(input));
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses at the first byte that no text can have in its place", () => {
    fc.assert(
      fc.property(mixed, (input) => {
        const validator = new Utf8Validator();
        let wrong = -1;
        for (let at = 0; at < input.length && wrong < 0; at++) {
          if (!validator.push(input.subarray(at, at + 1))) wrong = at;
        }
        expect(wrong).toBe(firstWrongByte(input));
      }),
      { numRuns: 300 },
    );
  });

  it("is ready for another text after finish", () => {
    const validator = new Utf8Validator();
    expect(validator.push(bytes("ed"))).toBe(true);
    expect(validator.finish()).toBe(false);
    expect(validator.push(bytes("c3 bf")) && validator.finish()).toBe(true);
  });
});

describe("encodeUtf8", () => {
  it("writes what TextEncoder writes, lone surrogates included", () => {
    const units = fc.array(fc.nat(0xffff), { maxLength: 30 }).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(fc.oneof(units, fc.string({ unit: "grapheme" })), (text) => {
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      }),
    );
  });
});
