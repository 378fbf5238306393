import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeEnginePacket,
  type EnginePacket,
  EngineProtocolError,
  type EngineVersion,
  encodeEnginePacket,
  encodeEnginePacketText,
} from "../../src/engine/index.js";
import { enginePacket } from "./arbitrary.js";

describe("examples of the protocol documents", () => {
  const both: [EnginePacket, string][] = [
    [{ type: "open", data: "{}" }, "0{}"],
    [{ type: "close" }, "1"],
    [{ type: "ping" }, "2"],
    [{ type: "ping", data: "probe" }, "2probe"],
    [{ type: "pong", data: "probe" }, "3probe"],
    [{ type: "message", data: "hello" }, "4hello"],
    [{ type: "message", data: "" }, "4"],
    [{ type: "message", data: "€" }, "4€"],
    [{ type: "upgrade" }, "5"],
    [{ type: "noop" }, "6"],
  ];
  test.each(both)("%j is %j in both versions", (packet, raw) => {
    for (const version of [3, 4] as const) {
      expect(encodeEnginePacket(packet, version)).toBe(raw);
      expect(decodeEnginePacket(raw, version)).toEqual(packet);
    }
  });

  const binary: EnginePacket = { type: "message", data: Uint8Array.of(1, 2, 3, 4) };
  test("binary data goes as it is in version 4 and behind a type byte in version 3", () => {
    expect(encodeEnginePacket(binary, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(encodeEnginePacket(binary, 3)).toEqual(Uint8Array.of(4, 1, 2, 3, 4));
    expect(decodeEnginePacket(Uint8Array.of(4, 1, 2, 3, 4), 3)).toEqual(binary);
  });
  test("binary data as text", () => {
    expect(encodeEnginePacketText(binary, 4)).toBe("bAQIDBA==");
    expect(encodeEnginePacketText(binary, 3)).toBe("b4AQIDBA==");
    expect(decodeEnginePacket("bAQIDBA==", 4)).toEqual(binary);
    expect(decodeEnginePacket("b4AQIDBA==", 3)).toEqual(binary);
    expect(decodeEnginePacket("bAQIDBA", 4)).toEqual(binary);
  });
});

test.each<[string | Uint8Array, EngineVersion, string]>([
  ["", 3, "ENGINE_EMPTY_PACKET"],
  ["", 4, "ENGINE_EMPTY_PACKET"],
  [new Uint8Array(), 3, "ENGINE_EMPTY_PACKET"],
  ["7", 4, "ENGINE_UNKNOWN_TYPE"],
  ["abc", 4, "ENGINE_UNKNOWN_TYPE"],
  ["b", 3, "ENGINE_UNKNOWN_TYPE"],
  ["b9AQID", 3, "ENGINE_UNKNOWN_TYPE"],
  [Uint8Array.of(52, 1), 3, "ENGINE_UNKNOWN_TYPE"],
  ["b2AQID", 3, "ENGINE_BINARY_TYPE"],
  [Uint8Array.of(0, 1), 3, "ENGINE_BINARY_TYPE"],
  ["bA", 4, "ENGINE_BAD_BASE64"],
  ["bAQ!D", 4, "ENGINE_BAD_BASE64"],
  ["bAQ€D", 4, "ENGINE_BAD_BASE64"],
  ["bA===", 4, "ENGINE_BAD_BASE64"],
])("refuses %j in version %d with %s", (raw, version, code) => {
  expect(() => decodeEnginePacket(raw, version)).toThrow(expect.objectContaining({ code }));
});

test("refuses to send binary data in anything but a message", () => {
  const ping: EnginePacket = { type: "ping", data: Uint8Array.of(1) };
  for (const encode of [encodeEnginePacket, encodeEnginePacketText]) {
    expect(() => encode(ping, 4)).toThrow(expect.objectContaining({ code: "ENGINE_BINARY_TYPE" }));
  }
});

test("any packet survives the way there and back", () => {
  fc.assert(
    fc.property(enginePacket, fc.constantFrom(3, 4), (packet, version) => {
      expect(decodeEnginePacket(encodeEnginePacket(packet, version), version)).toEqual(packet);
      expect(decodeEnginePacket(encodeEnginePacketText(packet, version), version)).toEqual(packet);
    }),
  );
});

test("anything else throws the typed error only", () => {
  const raw = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.uint8Array(),
    fc.string().map((text) => `b4${text}`),
  );
  fc.assert(
    fc.property(raw, fc.constantFrom(3, 4), (input, version) => {
      try {
        decodeEnginePacket(input, version);
      } catch (error) {
        expect(error).toBeInstanceOf(EngineProtocolError);
      }
    }),
    { numRuns: 1000 },
  );
});
