import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodePayload,
  type EnginePacket,
  EngineProtocolError,
  type EngineVersion,
  encodePayload,
  encodeUtf8,
} from "../../src/engine/index.js";
import { enginePacket } from "./arbitrary.js";

const message = (data: string | Uint8Array): EnginePacket => ({ type: "message", data });

describe("examples of the protocol documents", () => {
  test("version 4 joins packets by a record separator", () => {
    const packets = [
      message("hello"),
      { type: "ping" },
      message("world"),
      message(Uint8Array.of(1, 2, 3, 4)),
    ];
    const body = "4hello\x1e2\x1e4world\x1ebAQIDBA==";
    expect(encodePayload(packets as EnginePacket[], 4, { binary: true })).toBe(body);
    expect(decodePayload(body, 4)).toEqual(packets);
    expect(decodePayload(encodeUtf8(body), 4)).toEqual(packets);
  });

  test("version 3 as text counts UTF-16 code units", () => {
    const packets = [message("hello"), message("€"), message("😀"), message(Uint8Array.of(1, 2, 3, 4))];
    const body = "6:4hello2:4€3:4😀10:b4AQIDBA==";
    expect(encodePayload(packets, 3, { binary: false })).toBe(body);
    expect(decodePayload(body, 3)).toEqual(packets);
  });

  test("version 3 as bytes counts bytes", () => {
    const packets = [message("€"), message(Uint8Array.of(1, 2, 3, 4))];
    const body = Uint8Array.of(0, 4, 255, 0x34, 0xe2, 0x82, 0xac, 1, 5, 255, 4, 1, 2, 3, 4);
    expect(encodePayload(packets, 3, { binary: true })).toEqual(body);
    expect(decodePayload(body, 3)).toEqual(packets);
  });

  test("version 3 writes bytes only when there are some", () => {
    expect(encodePayload([message("a")], 3, { binary: true })).toBe("2:4a");
    expect(encodePayload([], 3, { binary: true })).toBe("0:");
    expect(decodePayload("0:", 3)).toEqual([]);
  });
});

test.each<[string | Uint8Array, EngineVersion, string]>([
  ["", 3, "ENGINE_EMPTY_PACKET"],
  ["", 4, "ENGINE_EMPTY_PACKET"],
  ["4a\x1e", 4, "ENGINE_EMPTY_PACKET"],
  ["\x1e4a", 4, "ENGINE_EMPTY_PACKET"],
  ["2:4a0:", 3, "ENGINE_EMPTY_PACKET"],
  ["4hello", 3, "ENGINE_BAD_LENGTH"],
  [":4hello", 3, "ENGINE_BAD_LENGTH"],
  ["-1:4", 3, "ENGINE_BAD_LENGTH"],
  ["7:4hello", 3, "ENGINE_BAD_LENGTH"],
  ["6", 3, "ENGINE_BAD_LENGTH"],
  ["1e3:4", 3, "ENGINE_BAD_LENGTH"],
  ["00000000000000006:4hello", 3, "ENGINE_BAD_LENGTH"],
  ["99999999999999999999999:4", 3, "ENGINE_BAD_LENGTH"],
  [Uint8Array.of(2, 1, 255, 52), 3, "ENGINE_BAD_LENGTH"],
  [Uint8Array.of(0, 255, 52), 3, "ENGINE_BAD_LENGTH"],
  [Uint8Array.of(0, 9, 255, 52), 3, "ENGINE_BAD_LENGTH"],
  [Uint8Array.of(0, 1), 3, "ENGINE_BAD_LENGTH"],
  [Uint8Array.of(0), 3, "ENGINE_BAD_LENGTH"],
  [Uint8Array.of(0, 0, 255), 3, "ENGINE_EMPTY_PACKET"],
  [Uint8Array.of(0, 2, 255, 52, 0xff), 3, "ENGINE_BAD_UTF8"],
  [Uint8Array.of(52, 0xff), 4, "ENGINE_BAD_UTF8"],
])("refuses %j in version %d with %s", (body, version, code) => {
  expect(() => decodePayload(body, version)).toThrow(expect.objectContaining({ code }));
});

test("limits the size of a body and the packets in it", () => {
  expect(() => decodePayload("4aaa", 4, { maxPayloadBytes: 3 })).toThrow(
    expect.objectContaining({ code: "ENGINE_PAYLOAD_TOO_LARGE" }),
  );
  for (const [body, version] of [
    ["4a\x1e4b\x1e4c", 4],
    ["2:4a2:4b2:4c", 3],
  ] as const) {
    expect(decodePayload(body, version, { maxPackets: 3 })).toHaveLength(3);
    expect(() => decodePayload(body, version, { maxPackets: 2 })).toThrow(
      expect.objectContaining({ code: "ENGINE_TOO_MANY_PACKETS" }),
    );
  }
});

test("any payload survives the way there and back, in every form", () => {
  fc.assert(
    fc.property(
      fc.array(enginePacket, { minLength: 1 }),
      fc.constantFrom(3, 4),
      fc.boolean(),
      (packets, version, binary) => {
        expect(decodePayload(encodePayload(packets, version, { binary }), version)).toEqual(packets);
      },
    ),
  );
});

test("anything else throws the typed error only", () => {
  const body = fc.oneof(
    fc.string({ unit: fc.constantFrom("0", "1", "9", ":", "4", "b", "\x1e", "=", "a", "€") }),
    fc
      .array(fc.constantFrom(0, 1, 2, 4, 9, 52, 98, 255), { maxLength: 20 })
      .map((bytes) => Uint8Array.from(bytes)),
    fc.string({ unit: "binary" }),
    fc.uint8Array(),
  );
  fc.assert(
    fc.property(body, fc.constantFrom(3, 4), (input, version) => {
      try {
        decodePayload(input, version);
      } catch (error) {
        expect(error).toBeInstanceOf(EngineProtocolError);
      }
    }),
    { numRuns: 2000 },
  );
});
