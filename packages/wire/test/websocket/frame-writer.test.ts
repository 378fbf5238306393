import { describe, expect, it } from "vitest";
import { encodeFrame, frameHeadLength, maskKeyFromBytes, writeFrameHead } from "../../src/websocket/index.js";
import { bytes, hex, utf8 } from "./collect.js";

describe("encodeFrame", () => {
  it("writes the examples of RFC 6455 section 5.7", () => {
    const maskKey = maskKeyFromBytes(bytes("37 fa 21 3d"));
    expect(hex(encodeFrame({ opcode: 1, payload: utf8("Hello") }))).toBe("810548656c6c6f");
    expect(hex(encodeFrame({ opcode: 1, payload: utf8("Hello"), maskKey }))).toBe("818537fa213d7f9f4d5158");
    expect(hex(encodeFrame({ opcode: 1, fin: false, payload: utf8("Hel") }))).toBe("010348656c");
    expect(hex(encodeFrame({ opcode: 0, payload: utf8("lo") }))).toBe("80026c6f");
    expect(hex(encodeFrame({ opcode: 9, payload: utf8("Hello") }))).toBe("890548656c6c6f");
    expect(hex(encodeFrame({ opcode: 10, payload: utf8("Hello"), maskKey }))).toBe("8a8537fa213d7f9f4d5158");
    expect(hex(encodeFrame({ opcode: 2, payload: new Uint8Array(256) }).subarray(0, 4))).toBe("827e0100");
    expect(hex(encodeFrame({ opcode: 2, payload: new Uint8Array(65_536) }).subarray(0, 10))).toBe(
      "827f0000000000010000",
    );
  });

  it("writes what is wrong on purpose", () => {
    expect(hex(encodeFrame({ opcode: 11, rsv: 7, fin: false, payload: new Uint8Array(0) }))).toBe("7b00");
  });
});

describe("writeFrameHead", () => {
  it.each([
    [125, 2, "827d"],
    [126, 4, "827e007e"],
    [65_535, 4, "827effff"],
    [65_536, 10, "827f0000000000010000"],
    [2 ** 32 + 5, 10, "827f0000000100000005"],
    [Number.MAX_SAFE_INTEGER, 10, "827f001fffffffffffff"],
  ])("gives %i bytes the shortest length there is", (payloadLength, headLength, expected) => {
    const target = new Uint8Array(20);
    expect(frameHeadLength(payloadLength, false)).toBe(headLength);
    expect(frameHeadLength(payloadLength, true)).toBe(headLength + 4);
    expect(writeFrameHead(target, 3, 0x82, payloadLength, undefined)).toBe(3 + headLength);
    expect(hex(target.subarray(3, 3 + headLength))).toBe(expected);
    expect(writeFrameHead(target, 0, 0x82, payloadLength, 0x04030201)).toBe(headLength + 4);
    expect(hex(target.subarray(headLength, headLength + 4))).toBe("01020304");
  });
});
