import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasBinary } from "../../src/codec/has-binary.js";
import { decodeMessagePack, encodeMessagePack } from "../../src/codec/message-pack.js";
import { decodeTextOrBytes, encodeTextOrBytes } from "../../src/codec/text-or-bytes.js";
import { readMessage } from "../../src/codec/validate.js";

const there = (value: unknown) => decodeMessagePack(encodeMessagePack(value));

describe("MessagePack", () => {
  it("gives what JSON gives", () => {
    class Money {
      toJSON() {
        return "1.50 EUR";
      }
    }
    const values = [
      { a: undefined, f: () => 1, kept: null },
      [undefined, null],
      new Money(),
      new Map([[1, 2]]),
      new Set([1]),
      new URL("http://localhost/"),
    ];
    for (const value of values) expect(there(value)).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it("carries every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(there(value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("carries bytes of all kinds", () => {
    const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
    for (const bytes of [Buffer.from(buffer), new Uint8Array(buffer), buffer, new DataView(buffer)]) {
      expect(there([bytes])).toEqual([Buffer.from([1, 2, 3, 4])]);
    }
  });

  it("reads 64-bit integers as numbers", () => {
    expect(decodeMessagePack(Buffer.from("cf000001a2100551d8", "hex"))).toBe(0x1a2100551d8);
  });
});

describe("text or bytes", () => {
  it("is JSON without bytes", () => {
    expect(encodeTextOrBytes({ a: [1] })).toBe('{"a":[1]}');
    expect(decodeTextOrBytes(Buffer.from('{"a":[1]}'))).toEqual({ a: [1] });
  });

  it("is MessagePack with bytes, however deep", () => {
    const value = { a: [{ b: new Uint8Array([1]) }] };
    expect(hasBinary(value)).toBe(true);
    const encoded = encodeTextOrBytes(value);
    expect(decodeTextOrBytes(encoded as Buffer)).toEqual({ a: [{ b: Buffer.from([1]) }] });
  });
});

describe("validation", () => {
  it("never throws anything but a TypeError, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), fc.integer({ min: 0, max: 110 }), (data, type) => {
        for (const value of [data, { type, data }, { type, data: { opts: data, packet: data } }]) {
          try {
            readMessage(value);
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
          }
        }
      }),
    );
  });
});
