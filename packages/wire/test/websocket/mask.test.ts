import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceMaskKey, mask, maskInto, maskKeyFromBytes } from "../../src/websocket/index.js";
import { bytes, hex } from "./collect.js";

describe("mask", () => {
  it("is the XOR of RFC 6455 section 5.3 at any length and alignment, and touches nothing else", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 700, size: "max" }),
        fc.uint8Array({ minLength: 4, maxLength: 4 }),
        fc.nat(9),
        (payload, key, shift) => {
          const around = new Uint8Array(shift + payload.length + 5).fill(0xee);
          around.set(payload, shift);
          const seen = mask(around, shift, shift + payload.length, maskKeyFromBytes(key));
          const expected = payload.map((byte, index) => byte ^ (key[index % 4] as number));
          expect(around.subarray(shift, shift + payload.length)).toEqual(expected);
          expect(around.subarray(0, shift).every((byte) => byte === 0xee)).toBe(true);
          expect(around.subarray(shift + payload.length).every((byte) => byte === 0xee)).toBe(true);
          expect(seen === 0).toBe(expected.every((byte) => byte < 0x80));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("goes on in the middle of a key", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 700, size: "max" }),
        fc.integer(),
        fc.nat(700),
        (payload, key, cut) => {
          const whole = payload.slice();
          mask(whole, 0, whole.length, key);
          const parts = payload.slice();
          const middle = Math.min(cut, parts.length);
          mask(parts, 0, middle, key);
          mask(parts, middle, parts.length, advanceMaskKey(key, middle));
          expect(parts).toEqual(whole);
        },
      ),
    );
  });

  it("into another array leaves the source as it is", () => {
    const source = bytes("48 65 6c 6c 6f");
    const target = new Uint8Array(7);
    maskInto(source, target, 1, maskKeyFromBytes(bytes("37 fa 21 3d")));
    expect(hex(target)).toBe("007f9f4d515800");
    expect(hex(source)).toBe("48656c6c6f");
  });
});
