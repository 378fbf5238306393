import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dissectEnginePacket, dissectEnginePayload, engineTexts } from "../../src/anatomy/engine.js";
import { encodePayload, encodeUtf8 } from "../../src/engine/index.js";
import { enginePacket } from "../engine/arbitrary.js";
import { checkSpans } from "./check-spans.js";

describe("a packet", () => {
  test("of text", () => {
    expect(dissectEnginePacket("2probe", 4)).toEqual([
      { start: 0, end: 1, kind: "engine.type", value: "ping" },
      { start: 1, end: 6, kind: "engine.data", value: "probe" },
    ]);
  });
  test("of bytes, with a type byte in version 3 only", () => {
    expect(dissectEnginePacket(Uint8Array.of(4, 1, 2), 3)).toEqual([
      { start: 0, end: 1, kind: "engine.type", value: "message" },
      { start: 1, end: 3, kind: "engine.binary", value: 2 },
    ]);
    expect(dissectEnginePacket(Uint8Array.of(4, 1, 2), 4)).toEqual([
      { start: 0, end: 3, kind: "engine.binary", value: 3 },
    ]);
  });
  test("with a Socket.IO packet inside", () => {
    const [, data] = dissectEnginePacket('42["e"]', 4, { socketIo: true });
    expect(data?.children?.map(({ start, kind }) => [start, kind])).toEqual([
      [1, "socket.type"],
      [2, "socket.payload"],
    ]);
  });
  test("that is wrong, marked where it is", () => {
    expect(dissectEnginePacket("9x", 4)[0]).toMatchObject({ error: "ENGINE_UNKNOWN_TYPE" });
    expect(dissectEnginePacket("b!!", 4)[1]).toMatchObject({ error: "ENGINE_BAD_BASE64" });
    expect(dissectEnginePacket("", 3)).toEqual([
      { start: 0, end: 0, kind: "engine.type", error: "ENGINE_EMPTY_PACKET" },
    ]);
  });
});

describe("a payload", () => {
  const kinds = (spans: ReturnType<typeof dissectEnginePayload>) => spans.map(({ kind }) => kind);
  test("of version 4", () => {
    expect(kinds(dissectEnginePayload("4a\x1eb AQ==", 4))).toEqual([
      "engine.packet",
      "engine.separator",
      "engine.packet",
    ]);
  });
  test("of version 3 as text and as bytes", () => {
    expect(kinds(dissectEnginePayload("2:4a", 3))).toEqual([
      "engine.length",
      "engine.length-end",
      "engine.packet",
    ]);
    expect(kinds(dissectEnginePayload(Uint8Array.of(0, 2, 255, 52, 97, 1, 2, 255, 4, 1), 3))).toEqual([
      "engine.form",
      "engine.length",
      "engine.length-end",
      "engine.packet",
      "engine.form",
      "engine.length",
      "engine.length-end",
      "engine.packet",
    ]);
  });
  test("with a length that lies", () => {
    expect(dissectEnginePayload("9:4a", 3)).toEqual([
      { start: 0, end: 4, kind: "engine.length", error: "ENGINE_BAD_LENGTH" },
    ]);
  });
});

test("spans cover whole payloads, without gap or overlap, and each has a text", () => {
  fc.assert(
    fc.property(
      fc.array(enginePacket, { minLength: 1 }),
      fc.constantFrom(3, 4),
      fc.boolean(),
      (packets, version, binary) => {
        const body = encodePayload(packets, version, { binary });
        const spans = dissectEnginePayload(body, version, { socketIo: true });
        checkSpans(spans, 0, body.length, engineTexts);
        if (version === 4 && typeof body === "string") {
          const bytes = encodeUtf8(body);
          checkSpans(dissectEnginePayload(bytes, 4), 0, bytes.length, engineTexts);
        }
      },
    ),
  );
});

test("anything is explained somehow", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.uint8Array({ minLength: 1 })),
      fc.constantFrom(3, 4),
      (input, version) => {
        if (input.length > 0) checkSpans(dissectEnginePacket(input, version), 0, input.length, engineTexts);
        checkSpans(dissectEnginePayload(input, version), 0, input.length, engineTexts);
      },
    ),
    { numRuns: 1000 },
  );
});
