import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeSocketPacket, SocketPacketDecoder, SocketPacketType } from "../../src/socket/index.js";

const { EVENT } = SocketPacketType;

/** Every UTF-16 code unit, lone surrogates and control characters included; often none that needs an escape. */
const text = fc.oneof(
  fc.string({ unit: "grapheme-ascii", maxLength: 300 }),
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);

test("what is written is what JSON.stringify writes", () => {
  fc.assert(
    fc.property(text, fc.array(fc.oneof(text, fc.jsonValue() as fc.Arbitrary<unknown>)), (name, args) => {
      const data = [name, ...args];
      expect(encodeSocketPacket({ type: EVENT, nsp: "/", data })).toEqual([`2${JSON.stringify(data)}`]);
    }),
  );
});

test("what JSON has no form of is null in an array, and absent in an object", () => {
  const data = ["m", undefined, () => {}, Symbol("s"), Number.NaN, { gone: undefined }];
  expect(encodeSocketPacket({ type: EVENT, nsp: "/", data })).toEqual([`2["m",null,null,null,null,{}]`]);
});

test("what is read is what JSON.parse reads, and what it refuses is refused", () => {
  const inner = text.map((units) => `2["m","${units}"]`);
  fc.assert(
    fc.property(inner, (raw) => {
      let expected: unknown;
      try {
        expected = JSON.parse(raw.slice(1));
      } catch {
        expect(() => new SocketPacketDecoder().push(raw)).toThrow("payload is not JSON");
        return;
      }
      expect(new SocketPacketDecoder().push(raw)).toEqual({ type: EVENT, nsp: "/", data: expected });
    }),
  );
});

test.each(["connect", "disconnect", "newListener"])(
  "the reserved event %s is refused with and without an argument",
  (name) => {
    expect(() => new SocketPacketDecoder().push(`2["${name}"]`)).toThrow("reserved event");
    expect(() => new SocketPacketDecoder().push(`2["${name}","x"]`)).toThrow("reserved event");
  },
);
