import { once } from "node:events";
import { constants, deflateRawSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { masked, request, Subject, untilClosed } from "./subject.js";

const limits = { maxPayload: 1 << 20, maxFragments: 1000, perMessageDeflate: true, closeTimeout: 500 };

describe("hostile connections", () => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await Subject.start(limits);
  });
  afterEach(() => subject.serves());
  afterAll(() => subject.stop());

  /** What is written before the reset, and whether the handshake is done before. */
  const states: [name: string, isOpen: boolean, bytes: Uint8Array | string][] = [
    ["before the first byte", false, ""],
    ["inside the request line", false, "GET / HT"],
    ["inside a header", false, request.slice(0, -5)],
    ["with the whole request", false, `${request}\r\n`],
    [
      "with the request and a frame",
      false,
      Buffer.concat([Buffer.from(`${request}\r\n`), masked({ opcode: 1, payload: Buffer.from("a") })]),
    ],
    ["after the handshake", true, ""],
    ["inside a frame header", true, Buffer.from([0x81])],
    ["inside a masking key", true, Buffer.from([0x81, 0x85, 1, 2])],
    ["inside a payload", true, masked({ opcode: 1, payload: Buffer.alloc(100) }).subarray(0, 20)],
    ["between fragments", true, masked({ opcode: 1, fin: false, payload: Buffer.from("a") })],
    ["after a message", true, masked({ opcode: 1, payload: Buffer.alloc(1000, "a") })],
    ["after a ping", true, masked({ opcode: 9, payload: Buffer.alloc(100) })],
    ["after a close frame", true, masked({ opcode: 8, payload: Buffer.from([3, 232]) })],
    ["after a wrong frame", true, Buffer.from([0xff, 0xff, 0xff])],
  ];

  it.each(states)("a reset %s", async (_name, isOpen, bytes) => {
    for (let count = 0; count < 20; count++) {
      const socket = isOpen ? await subject.open() : await subject.connect();
      if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve));
      socket.resetAndDestroy();
    }
    await subject.settled();
  });

  it.each(states)("an end of the peer's half %s", async (_name, isOpen, bytes) => {
    const socket = isOpen ? await subject.open() : await subject.connect();
    socket.end(bytes);
    await untilClosed(socket);
    await subject.settled();
  });

  it("a peer that never answers the close frame is let go after closeTimeout", async () => {
    const socket = await subject.open();
    socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    // The server fails the connection and we neither answer nor end our half.
    socket.allowHalfOpen = true;
    await once(socket, "data");
    await subject.settled();
    socket.destroy();
  });

  it("endless fragments end with an error of a stable code, and are not kept", async () => {
    const before = await subject.settled();
    const fragment = masked({ opcode: 0, fin: false, payload: Buffer.from("x") });
    for (let count = 0; count < 20; count++) {
      const socket = await subject.open();
      socket.write(masked({ opcode: 2, fin: false, payload: Buffer.alloc(0) }));
      socket.write(Buffer.concat(Array.from({ length: 2000 }, () => fragment)));
      socket.end();
      await untilClosed(socket);
    }
    const after = await subject.settled({ heapUsed: before.heapUsed + 4e6 });
    expect(after.errors.WS_ERR_TOO_MANY_BUFFERED_PARTS ?? 0).toBe(
      (before.errors.WS_ERR_TOO_MANY_BUFFERED_PARTS ?? 0) + 20,
    );
  });

  it("endless large fragments end at the limit", async () => {
    const before = await subject.settled();
    const socket = await subject.open();
    const fragment = masked({ opcode: 0, fin: false, payload: Buffer.alloc(100_000) });
    socket.write(masked({ opcode: 2, fin: false, payload: Buffer.alloc(0) }));
    for (let count = 0; count < 20; count++) socket.write(fragment);
    socket.end();
    await untilClosed(socket);
    const after = await subject.settled({ arrayBuffers: before.arrayBuffers + 4e6 });
    expect(after.errors.WS_ERR_UNSUPPORTED_MESSAGE_LENGTH ?? 0).toBe(
      (before.errors.WS_ERR_UNSUPPORTED_MESSAGE_LENGTH ?? 0) + 1,
    );
  });

  it("headers that announce gigabytes take no memory", async () => {
    const before = await subject.settled();
    const announce = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3, 4]);
    const sockets = await Promise.all(Array.from({ length: 100 }, () => subject.open()));
    await Promise.all(
      sockets.map((socket) => {
        socket.end(announce);
        return untilClosed(socket);
      }),
    );
    const after = await subject.settled();
    expect(after.rss).toBeLessThan(before.rss + 100e6);
  });

  it("compressed bombs end at the limit with a stable code, many at once too", async () => {
    const bomb = deflateRawSync(Buffer.alloc(256 << 20), {
      level: 9,
      finishFlush: constants.Z_SYNC_FLUSH,
    }).subarray(0, -4);
    expect(bomb.length).toBeLessThan(300_000);
    const before = await subject.settled();
    const sockets = await Promise.all(Array.from({ length: 30 }, () => subject.open("permessage-deflate")));
    await Promise.all(
      sockets.map((socket) => {
        socket.end(masked({ opcode: 2, rsv: 4, payload: bomb }));
        return untilClosed(socket);
      }),
    );
    const after = await subject.settled({ arrayBuffers: before.arrayBuffers + 8e6 });
    expect(after.errors.WS_ERR_UNSUPPORTED_MESSAGE_LENGTH ?? 0).toBe(
      (before.errors.WS_ERR_UNSUPPORTED_MESSAGE_LENGTH ?? 0) + 30,
    );
    // Inflated whole they would be 7.5 GiB.
    expect(after.rss).toBeLessThan(before.rss + 200e6);
  });

  it("a compressed message of many fragments that inflates over the limit ends there too", async () => {
    const before = await subject.settled();
    const bomb = deflateRawSync(Buffer.alloc(64 << 20), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(
      0,
      -4,
    );
    const socket = await subject.open("permessage-deflate");
    for (let at = 0; at < bomb.length; at += 1000) {
      const isLast = at + 1000 >= bomb.length;
      socket.write(
        masked({
          opcode: at === 0 ? 2 : 0,
          rsv: at === 0 ? 4 : 0,
          fin: isLast,
          payload: bomb.subarray(at, at + 1000),
        }),
      );
    }
    socket.end();
    await untilClosed(socket);
    expect((await subject.settled()).errors.WS_ERR_UNSUPPORTED_MESSAGE_LENGTH).toBe(
      (before.errors.WS_ERR_UNSUPPORTED_MESSAGE_LENGTH ?? 0) + 1,
    );
  });
});

it("10,000 connects and drops in a row leave nothing behind", async () => {
  const subject = await Subject.start();
  try {
    const churn = async (count: number) => {
      for (let done = 0; done < count; done += 100) {
        await Promise.all(
          Array.from({ length: 100 }, async (_, index) => {
            const socket = index % 4 === 0 ? await subject.connect() : await subject.open();
            if (index % 4 === 1) socket.write(masked({ opcode: 1, payload: Buffer.from("x") }));
            if (index % 2 === 0) socket.destroy();
            else socket.resetAndDestroy();
          }),
        );
      }
      return subject.settled();
    };
    const before = await churn(2000);
    await churn(10_000);
    const after = await subject.settled({ heapUsed: before.heapUsed + 3e6 });
    await subject.serves();
    expect(after.connections - before.connections).toBe(7500);
    expect(after.rss).toBeLessThan(before.rss + 60e6);
  } finally {
    await subject.stop();
  }
}, 60_000);

it("a peer that never reads is let go by maxBufferedAmount, and its echoes are not kept", async () => {
  const subject = await Subject.start({ maxBufferedAmount: 1 << 20 });
  try {
    const before = await subject.stats();
    const socket = await subject.open();
    socket.pause();
    const message = masked({ opcode: 2, payload: Buffer.alloc(65_536, 1) });
    const more = () => {
      while (!socket.destroyed && socket.write(message));
    };
    socket.on("drain", more);
    more();
    await new Promise((resolve) => socket.once("close", resolve));
    const after = await subject.settled({ arrayBuffers: before.arrayBuffers + 4e6 });
    expect(after.errors.WS_ERR_BUFFER_FULL).toBe(1);
    await subject.serves();
  } finally {
    await subject.stop();
  }
});

it("a peer that is gone without a word is given up after a ping without answer", async () => {
  const subject = await Subject.start({ pingIntervalMs: 50, pingTimeoutMs: 100 });
  try {
    const socket = await subject.open();
    // It reads, and answers no ping.
    socket.resume();
    await new Promise((resolve) => socket.once("close", resolve));
    expect((await subject.settled()).closes).toEqual({ 1006: 1 });
  } finally {
    await subject.stop();
  }
});
