import { createHash } from "node:crypto";
import { describe, expect } from "vitest";
import { cleanUp, conform } from "./conform.js";

cleanUp();

/** Bytes that repeat at no length that a buffer has. */
function pattern(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = (at * 7 + (at >> 8) * 13 + (at >> 16)) & 127;
  return bytes;
}

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("large messages and many frames", () => {
  for (const opcode of [1, 2]) {
    conform(
      "5.2",
      `echoes a message of 16 MiB in one frame (opcode ${opcode})`,
      async (session) => {
        const payload = pattern(16 * 1024 * 1024);
        await session.send({ opcode, payload });
        const frame = await session.frame();
        expect([frame.opcode, digest(frame.payload)]).toEqual([opcode, digest(payload)]);
      },
      { deliveries: ["at once", "cut awkwardly"] },
    );

    conform(
      "5.4",
      `echoes a message of 4 MiB in fragments of 64 bytes (opcode ${opcode})`,
      async (session) => {
        const payload = pattern(4 * 1024 * 1024);
        const count = payload.length / 64;
        const frames = Array.from({ length: count }, (_, index) => ({
          opcode: index === 0 ? opcode : 0,
          fin: index === count - 1,
          payload: payload.subarray(index * 64, (index + 1) * 64),
        }));
        await session.peer.sendFrames(frames);
        const frame = await session.frame();
        expect([frame.opcode, digest(frame.payload)]).toEqual([opcode, digest(payload)]);
      },
      { deliveries: ["at once", "cut awkwardly"] },
    );
  }

  conform(
    "5.5.2",
    "answers 5,000 pings between the frames of a message",
    async (session) => {
      const pings = Array.from({ length: 5000 }, (_, index) => ({
        opcode: 9,
        payload: Buffer.from(String(index)),
      }));
      await session.send({ opcode: 1, fin: false, payload: Buffer.from("a") }, ...pings, {
        opcode: 0,
        payload: Buffer.from("b"),
      });
      for (let index = 0; index < 5000; index++) {
        const pong = await session.frame();
        expect([pong.opcode, pong.payload.toString()]).toEqual([10, String(index)]);
      }
      expect((await session.frame()).payload.toString()).toBe("ab");
    },
    { deliveries: ["at once", "cut awkwardly"] },
  );

  conform(
    "5.5.3",
    "takes 5,000 pongs that nobody asked for",
    async (session) => {
      await session.send(...Array.from({ length: 5000 }, () => ({ opcode: 10, payload: Buffer.alloc(0) })), {
        opcode: 1,
        payload: Buffer.from("after"),
      });
      expect((await session.frame()).payload.toString()).toBe("after");
    },
    { deliveries: ["at once"] },
  );

  conform(
    "5.6",
    "echoes 10,000 small messages in order",
    async (session) => {
      await session.peer.sendFrames(
        Array.from({ length: 10_000 }, (_, index) => ({ opcode: 1, payload: Buffer.from(`m${index}`) })),
      );
      for (let index = 0; index < 10_000; index++) {
        const { payload } = await session.frame();
        if (payload.toString() !== `m${index}`) expect(payload.toString()).toBe(`m${index}`);
      }
    },
    { deliveries: ["at once", "cut awkwardly"] },
  );
});
