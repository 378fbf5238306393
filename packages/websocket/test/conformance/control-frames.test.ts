import { once } from "node:events";
import { describe, expect } from "vitest";
import { cleanUp, conform, expectEcho, expectFailure, hexBytes, text } from "./conform.js";

cleanUp();

describe("RFC 6455 section 5.5: control frames", () => {
  for (const opcode of [8, 9, 10]) {
    conform("5.5", `fails upon a control frame (${opcode}) of 126 bytes`, async (session) => {
      await session.send({ opcode, payload: Buffer.alloc(126, 3) });
      await expectFailure(session, 1002);
    });
    conform("5.5", `fails upon a control frame (${opcode}) without FIN`, async (session) => {
      await session.send({ opcode, fin: false, payload: Buffer.alloc(0) });
      await expectFailure(session, 1002);
    });
  }

  conform(
    "5.5",
    "sends no control frame over 125 bytes",
    async (session) => {
      const { webSocket } = session.endpoint;
      const tooLong = Buffer.alloc(126, "x");
      expect(() => webSocket.ping(tooLong)).toThrow(RangeError);
      expect(() => webSocket.pong(tooLong)).toThrow(RangeError);
      expect(() => webSocket.close(1000, "x".repeat(124))).toThrow(RangeError);
    },
    { deliveries: ["at once"] },
  );
});

describe("RFC 6455 sections 5.5.2 and 5.5.3: ping and pong", () => {
  for (const payload of [Buffer.alloc(0), Buffer.from("Hello"), Buffer.alloc(125, 0xfe)]) {
    conform(
      "5.5.2, 5.5.3",
      `answers a ping of ${payload.length} bytes with the same bytes`,
      async (session) => {
        await session.send({ opcode: 9, payload });
        const pong = await session.frame();
        expect([pong.opcode, pong.fin, pong.rsv, pong.payload.toString("hex")]).toEqual([
          10,
          true,
          0,
          payload.toString("hex"),
        ]);
        expect(session.endpoint.seen).toEqual([["ping", payload.toString("hex")]]);
      },
    );
  }

  conform("5.5.2", "answers each of ten pings, in order", async (session) => {
    const frames = Array.from({ length: 10 }, (_, index) => ({
      opcode: 9,
      payload: Buffer.from(`ping ${index}`),
    }));
    await session.send(...frames);
    for (const { payload } of frames)
      expect((await session.frame()).payload.toString()).toBe(payload.toString());
  });

  conform("5.5.3", "takes a pong that nobody asked for, and answers nothing", async (session) => {
    await session.send({ opcode: 10, payload: Buffer.from("unsolicited") }, text("next"));
    await expectEcho(session, Buffer.from("next"), false);
    expect(session.endpoint.seen[0]).toEqual(["pong", Buffer.from("unsolicited").toString("hex")]);
  });

  conform("5.5.2", "sends a ping, and tells of the pong", async (session) => {
    const pong = once(session.endpoint.webSocket, "pong");
    session.endpoint.webSocket.ping("are you there?");
    const ping = await session.frame();
    expect([ping.opcode, ping.payload.toString()]).toEqual([9, "are you there?"]);
    await session.send({ opcode: 10, payload: ping.payload });
    expect(String((await pong)[0])).toBe("are you there?");
  });

  conform("5.5.2", "answers no ping after a close", async (session) => {
    await session.send({ opcode: 8, payload: hexBytes("03e8") }, { opcode: 9, payload: Buffer.from("late") });
    expect((await session.frame()).opcode).toBe(8);
    session.peer.socket.end();
    expect(await session.peer.ended()).toEqual([]);
  });
});
