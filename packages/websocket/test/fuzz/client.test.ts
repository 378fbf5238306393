import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { acceptKey } from "@signalbox/wire/websocket";
import { expect, it } from "vitest";
import { Child } from "../hostile/child.js";
import { portOf } from "../support.js";
import { Random } from "./random.js";
import { patienceMs, say, seconds, seed, timeout } from "./rounds.js";
import { frames, mutate } from "./streams.js";

interface Numbers {
  readonly dialled: number;
  readonly opened: number;
  readonly closed: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}

/** Answers a handshake, mostly well, and then says what it likes. */
async function misbehave(random: Random, socket: Socket): Promise<void> {
  let head = "";
  while (!head.includes("\r\n\r\n")) head += String((await once(socket, "data"))[0]);
  socket.resume();
  const key = /^sec-websocket-key: *(\S+)/im.exec(head)?.[1] ?? "";
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${acceptKey(key)}`,
    "Sec-WebSocket-Protocol: fuzz",
    ...(random.chance(2) ? ["Sec-WebSocket-Extensions: permessage-deflate"] : []),
  ];
  const answer = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
  const stream = random.chance(10) ? random.bytes(random.below(3000)) : frames(random, false);
  const bytes = Buffer.concat([
    random.chance(4) ? mutate(random, answer) : answer,
    random.chance(3) ? stream : mutate(random, stream),
  ]);
  await say(random, socket, bytes);
}

it(
  "clients survive a server of random and mutated bytes and keep nothing",
  async () => {
    console.log(`FUZZ_SEED=${seed} FUZZ_SECONDS=${seconds}`);
    const random = new Random(seed ^ 0x5eed);
    const server = createServer((socket) => {
      socket.on("error", () => {});
      // A client that keeps a connection which we have ended is told by the numbers below.
      misbehave(new Random(random.next()), socket).catch(() => socket.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `ws://127.0.0.1:${portOf(server)}`;
    const clients = await Child.start<Numbers>(import.meta.url, "client-process.mjs", url);
    try {
      const before = await clients.until("200 connections", ({ closed }) => closed >= 200);
      const deadline = Date.now() + seconds * 1000;
      await clients.until("the end", () => Date.now() >= deadline, "numbers", seconds * 1000 + patienceMs);
      const after = await clients.until(
        "every client to be closed and its memory to be free",
        ({ closed, dialled, heapUsed, arrayBuffers }) =>
          closed === dialled && heapUsed < before.heapUsed + 8e6 && arrayBuffers < before.arrayBuffers + 8e6,
        "stop",
      );
      console.log(`${after.dialled} connections, ${after.opened} opened, ${JSON.stringify(after.errors)}`);
      expect(after.opened).toBeGreaterThan(0);
    } finally {
      await clients.stop();
      server.close();
    }
  },
  timeout,
);
