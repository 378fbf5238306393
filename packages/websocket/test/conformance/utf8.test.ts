import { describe, expect } from "vitest";
import { cleanUp, conform, expectEcho, expectFailure, hexBytes } from "./conform.js";

cleanUp();

const good = [
  ["two bytes", "ce ba"],
  ["three bytes", "e2 82 ac"],
  ["four bytes", "f0 9f 98 80"],
  ["the first of each length", "00 c2 80 e0 a0 80 f0 90 80 80"],
  ["the last of each length", "7f df bf ef bf bf f4 8f bf bf"],
  ["around the surrogates", "ed 9f bf ee 80 80"],
  ["noncharacters", "ef bf be f0 9f bf bf ef b7 90"],
  ["a byte order mark", "ef bb bf 41"],
] as const;

const bad = [
  ["a continuation byte alone", "41 80"],
  ["a lead byte alone", "c2 41"],
  ["an end inside a character", "41 e2 82"],
  ["an overlong form of two bytes", "c0 af"],
  ["an overlong form of three", "e0 80 af"],
  ["an overlong form of four", "f0 80 80 af"],
  ["an overlong NUL", "c0 80"],
  ["a high surrogate", "ed a0 80"],
  ["a low surrogate", "ed bf bf"],
  ["a pair of surrogates", "ed a0 80 ed b0 80"],
  ["over U+10FFFF", "f4 90 80 80"],
  ["five bytes", "f8 88 80 80 80"],
  ["fe", "fe"],
  ["ff", "ff"],
] as const;

describe("RFC 6455 section 8.1: text is UTF-8", () => {
  for (const [what, hex] of good) {
    conform("8.1", `accepts ${what}`, async (session) => {
      await session.send({ opcode: 1, payload: hexBytes(hex) });
      await expectEcho(session, hexBytes(hex), false);
    });
  }

  for (const [what, hex] of bad) {
    const payload = hexBytes(hex);
    conform("8.1", `fails upon ${what}`, async (session) => {
      await session.send({ opcode: 1, payload });
      await expectFailure(session, 1007);
    });

    conform("8.1", `fails upon ${what} with a fragment a byte`, async (session) => {
      const frames = [...payload].map((byte, index) => ({
        opcode: index === 0 ? 1 : 0,
        fin: index === payload.length - 1,
        payload: Buffer.of(byte),
      }));
      await session.send(...frames);
      await expectFailure(session, 1007);
    });

    conform(
      "8.1",
      `takes the same bytes as binary: ${what}`,
      async (session) => {
        await session.send({ opcode: 2, payload });
        await expectEcho(session, payload, true);
      },
      { deliveries: ["at once"] },
    );
  }

  conform("8.1", "fails at the wrong byte of a frame of which the rest never comes", async (session) => {
    const frame = session.peer.encode({
      opcode: 1,
      payload: Buffer.concat([hexBytes("ce ba e1 bd b9 f4 90"), Buffer.alloc(1000, "a")]),
    });
    await session.peer.send(frame.subarray(0, frame.length - 1000));
    const close = await session.frame();
    expect([close.opcode, close.payload.readUInt16BE(0)]).toEqual([8, 1007]);
  });

  conform("8.1", "fails at the wrong byte of a fragment of which the rest never comes", async (session) => {
    const rest = session.peer.encode({
      opcode: 0,
      payload: Buffer.concat([hexBytes("80"), Buffer.alloc(1000, "a")]),
    });
    await session.peer.send(
      Buffer.concat([
        session.peer.encode({ opcode: 1, fin: false, payload: hexBytes("ce ba ed a0") }),
        rest.subarray(0, rest.length - 1000),
      ]),
    );
    const close = await session.frame();
    expect([close.opcode, close.payload.readUInt16BE(0)]).toEqual([8, 1007]);
  });

  conform(
    "5.6",
    "sends text as UTF-8",
    async (session) => {
      session.endpoint.webSocket.send("κόσμε 😀");
      await expectEcho(session, Buffer.from("κόσμε 😀"), false);
    },
    { deliveries: ["at once"] },
  );
});
