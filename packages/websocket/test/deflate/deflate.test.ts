import { randomBytes } from "node:crypto";
import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { Compressor } from "../../src/deflate/compressor.js";
import { Decompressor } from "../../src/deflate/decompressor.js";
import type { WebSocketServer } from "../../src/index.js";
import { closed, messages, pair, RawPeer, serve, until } from "../support.js";

describe("what one side compresses the other decompresses", () => {
  const bits = [8, 9, 10, 12, 15];
  const pieces = fc
    .array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 200 })
    .map((words) => words.join(""));

  test.each(bits.flatMap((windowBits) => [true, false].map((takeover) => [windowBits, takeover] as const)))(
    "window bits %i, context takeover %s",
    async (windowBits, takeover) => {
      await fc.assert(
        fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 8 }), async (texts) => {
          const compressor = new Compressor(windowBits, takeover, {});
          const decompressor = new Decompressor(windowBits, takeover, {}, 0);
          for (const text of texts) {
            const compressed = await compressor.compress(Buffer.from(text), true);
            expect((await decompressor.decompress(compressed)).toString()).toBe(text);
          }
        }),
        { numRuns: 30 },
      );
    },
  );

  test("large and small messages in turn, noise among them", async () => {
    const compressor = new Compressor(15, true, {});
    const decompressor = new Decompressor(15, true, {}, 0);
    const sizes = [10, 5_000, 0, 100_000, 3, 70_000, 4_096, 4_097];
    for (const data of sizes.flatMap((size) => [randomBytes(size), Buffer.alloc(size, "ab")])) {
      const compressed = await compressor.compress(data, true);
      expect(Buffer.compare(await decompressor.decompress(compressed), data)).toBe(0);
    }
  });

  test("fragments of one message share a context, also without takeover", async () => {
    const compressor = new Compressor(15, false, {});
    const decompressor = new Decompressor(15, false, {}, 0);
    for (let round = 0; round < 2; round++) {
      const parts = [await compressor.compress(Buffer.from("again and "), false)];
      parts.push(await compressor.compress(Buffer.from("again and "), false));
      parts.push(await compressor.compress(Buffer.from("again"), true));
      const message = await decompressor.decompress(Buffer.concat(parts));
      expect(message.toString()).toBe("again and again and again");
    }
  });
});

test("a repeated message costs a few bytes with context takeover", async () => {
  const compressor = new Compressor(15, true, {});
  const text = Buffer.from(randomBytes(700).toString("base64"));
  const first = await compressor.compress(text, true);
  const second = await compressor.compress(text, true);
  expect(first.length).toBeGreaterThan(600);
  expect(second.length).toBeLessThan(40);
});

test("blocks marked final in the middle and at the end of a message (RFC 7692 section 7.2.3.4)", async () => {
  const decompressor = new Decompressor(15, true, {}, 0);
  const final = (text: string) => deflateRawSync(text);
  const message = await decompressor.decompress(
    Buffer.concat([final("one "), final("two "), final("three"), Buffer.of(0)]),
  );
  expect(message.toString()).toBe("one two three");
  const flushed = deflateRawSync("four", { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
  expect((await decompressor.decompress(Buffer.concat([final("three "), flushed]))).toString()).toBe(
    "three four",
  );
});

test.each([
  ["small", 1_000],
  ["beyond what is inflated at once", 100_000],
  ["from a large frame", 10_000_000],
])("a message that inflates beyond the limit is refused: %s", async (_name, size) => {
  const decompressor = new Decompressor(15, true, {}, size - 1);
  const bomb = deflateRawSync(Buffer.alloc(size), { finishFlush: constants.Z_SYNC_FLUSH });
  const refused = async () => decompressor.decompress(bomb);
  await expect(refused()).rejects.toMatchObject({ code: "ERR_BUFFER_TOO_LARGE" });
  const fits = new Decompressor(15, true, {}, size);
  expect((await fits.decompress(bomb)).length).toBe(size);
});

describe("over sockets", () => {
  let server: WebSocketServer;
  afterEach(async () => {
    await server.shutdown({ timeoutMs: 0 });
  });

  const offer = { headers: { "Sec-WebSocket-Extensions": "permessage-deflate" } };

  test("a bomb closes the connection with 1009 and leaves memory alone", async () => {
    server = await serve({ perMessageDeflate: true, maxPayload: 1_000_000 });
    const connection = until(server, "connection");
    const peer = await RawPeer.open(server, offer);
    const [websocket] = await connection;
    const failure = until(websocket, "error");
    const before = process.memoryUsage().rss;
    const bomb = deflateRawSync(Buffer.alloc(500_000_000), { finishFlush: constants.Z_SYNC_FLUSH, level: 9 });
    peer.send({ opcode: 2, rsv: 4, payload: bomb });
    expect((await failure)[0]).toMatchObject({ code: "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH" });
    expect((await peer.take(4)).toString("hex")).toBe("880203f1");
    expect(process.memoryUsage().rss - before).toBeLessThan(600_000_000);
  });

  test("bytes that are not deflate close the connection with 1007", async () => {
    server = await serve({ perMessageDeflate: true });
    const connection = until(server, "connection");
    const peer = await RawPeer.open(server, offer);
    const [websocket] = await connection;
    const failure = until(websocket, "error");
    peer.send({ opcode: 2, rsv: 4, payload: Buffer.alloc(20, 0xff) });
    expect((await failure)[0]).toMatchObject({ code: "Z_DATA_ERROR" });
    expect((await peer.take(4)).toString("hex")).toBe("880203ef");
  });

  test("compressed text that is not UTF-8 closes the connection with 1007", async () => {
    server = await serve({ perMessageDeflate: true });
    const connection = until(server, "connection");
    const peer = await RawPeer.open(server, offer);
    const [websocket] = await connection;
    const failure = until(websocket, "error");
    const payload = deflateRawSync(Buffer.of(0x61, 0xff), { finishFlush: constants.Z_SYNC_FLUSH });
    peer.send({ opcode: 1, rsv: 4, payload });
    expect((await failure)[0]).toMatchObject({ code: "WS_ERR_INVALID_UTF8" });
    expect((await peer.take(4)).toString("hex")).toBe("880203ef");
  });

  test("order is kept where large messages are compressed in the thread pool and small ones are not", async () => {
    server = await serve({ perMessageDeflate: { concurrencyLimit: 1 } });
    const { client, peer } = await pair(server);
    const sent = Array.from({ length: 40 }, (_, index) => `${index} `.repeat(index % 2 === 0 ? 1 : 20_000));
    const received = [messages(peer, sent.length), messages(client, sent.length)];
    for (const text of sent) {
      client.send(text);
      peer.send(text);
    }
    expect(await Promise.all(received)).toEqual([sent, sent]);
    expect(client.bufferedAmount).toBe(0);
  });

  test("close waits for what is still being compressed", async () => {
    server = await serve({ perMessageDeflate: true });
    const { client, peer } = await pair(server);
    const received = messages(peer, 1);
    const end = closed(peer);
    client.send("x".repeat(2_000_000));
    client.close(1000, "after that");
    expect((await received)[0]?.length).toBe(2_000_000);
    expect(await end).toEqual({ code: 1000, reason: "after that" });
  });

  test("compress: false and the threshold leave messages as they are", async () => {
    server = await serve({ perMessageDeflate: { serverNoContextTakeover: true, threshold: 100 } });
    const connection = until(server, "connection");
    const peer = await RawPeer.open(server, offer);
    const [websocket] = await connection;
    websocket.send("a".repeat(99));
    websocket.send("a".repeat(100), { compress: false });
    websocket.send("a".repeat(100));
    expect((await peer.take(101))[0]).toBe(0x81);
    expect((await peer.take(102))[0]).toBe(0x81);
    expect((await peer.take(2))[0]).toBe(0xc1);
  });
});
