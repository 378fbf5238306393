import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Harness, next } from "../support/harness.js";
import { connectPair } from "../support/sockets.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

/** Pieces of packets, right and wrong, to be put together at random. */
const piece = fc.constantFrom(
  ...["0", "1", "2", "3", "4", "5", "6", "40", "41", "42", "43", "44", "45", "46", "451-", "99999999999"],
  ...["/", "/d1,", "/x?y=1,", "[", "]", "{", "}", '"a"', '["a"]', '["a",{"_placeholder":true,"num":0}]'],
  ...['{"pid":"x","offset":"y"}', "probe", "b", "AQID", "\x1e", ":", "2:40", "null", "\u2028", "é", "😀"],
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
const message = fc.oneof({ weight: 5, arbitrary: text }, fc.uint8Array({ maxLength: 20 }).map(Buffer.from));
const conversation = fc.record({
  version: fc.constantFrom(3, 4),
  joins: fc.boolean(),
  messages: fc.array(message, { minLength: 1, maxLength: 20 }),
});

it("whatever clients say, the others go on and nothing of them stays", async () => {
  const { io, url } = await harness.start({ allowEIO3: true, connectionStateRecovery: {} });
  io.of(/^\/d\d$/);
  io.on("connection", (socket) =>
    socket.onAny((...args) => {
      const answer = args.at(-1);
      if (typeof answer === "function") answer(...args.slice(0, -1));
    }),
  );
  const { client, socket } = await connectPair(harness, io, url);
  client.on("still?", (done: (answer: string) => void) => done("yes"));
  await fc.assert(
    fc.asyncProperty(conversation, async ({ version, joins, messages }) => {
      const opening = next<[NodeJS.EventEmitter]>(io.engine, "connection");
      const peer = new WebSocket(
        `${url.replace("http", "ws")}/socket.io/?EIO=${version}&transport=websocket`,
      );
      peer.on("error", () => {});
      const [[session]] = await Promise.all([opening, next(peer, "open")]);
      const ended = next(session, "close");
      if (joins) peer.send("40");
      for (const item of messages) peer.send(item);
      peer.close();
      await ended;
      expect(await socket.timeout(5000).emitWithAck("still?")).toBe("yes");
      expect(io.engine.clientsCount).toBe(1);
      expect(io.sockets.sockets.size).toBe(1);
      expect(io.sockets.adapter.sids.size).toBe(1);
    }),
    { numRuns: 150 },
  );
});
