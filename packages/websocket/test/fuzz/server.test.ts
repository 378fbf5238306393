import { expect, it } from "vitest";
import { request, Subject } from "../hostile/subject.js";
import { rounds, say, seconds, seed, timeout } from "./rounds.js";
import { frames, mutate } from "./streams.js";

it(
  "a server survives random and mutated bytes, serves others meanwhile and keeps nothing",
  async () => {
    console.log(`FUZZ_SEED=${seed} FUZZ_SECONDS=${seconds}`);
    const limits = { maxPayload: 1 << 20, maxFragments: 100, perMessageDeflate: true, closeTimeout: 1000 };
    const subject = await Subject.start(limits);
    try {
      for (let warm = 0; warm < 50; warm++) await subject.serves();
      const before = await subject.settled();
      const count = await rounds(async (random, round) => {
        if (round % 50 === 0) await subject.serves();
        const socket = await subject.connect();
        socket.resume();
        const deflate = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
        const head = Buffer.from(`${request}${random.chance(2) ? deflate : ""}\r\n`);
        const stream = random.chance(10) ? random.bytes(random.below(3000)) : frames(random, true);
        const bytes = Buffer.concat([
          random.chance(4) ? mutate(random, head) : head,
          random.chance(3) ? stream : mutate(random, stream),
        ]);
        await say(random, socket, bytes);
      });
      await subject.serves();
      const after = await subject.settled({
        heapUsed: before.heapUsed + 8e6,
        arrayBuffers: before.arrayBuffers + 8e6,
      });
      console.log(`${count} connections, ${after.messages} messages, ${JSON.stringify(after.errors)}`);
      for (const code of Object.keys(after.errors)) expect(code).toMatch(/^(WS_ERR_|E[A-Z]+$|Z_[A-Z_]+$)/);
    } finally {
      await subject.stop();
    }
  },
  timeout,
);
