import { constants, deflateRawSync } from "node:zlib";
import { type ClientOptions, WebSocket } from "@signalbox/websocket";
import { describe, expect, it } from "vitest";
import { type CaseOptions, cleanUp, conform, expectFailure, hexBytes, withTranscript } from "./conform.js";
import { PeerCompressor, PeerDecompressor } from "./peer-deflate.js";
import { RawPeer } from "./raw-peer.js";
import {
  closeOf,
  connectRaw,
  header,
  requestHead,
  responseHead,
  type Session,
  startRawServer,
  startServer,
  status,
} from "./session.js";

cleanUp();

/** Compress every message, however short. */
const on = { perMessageDeflate: { threshold: 0 } };
const negotiated: CaseOptions = { extensions: "permessage-deflate", server: on, client: on };

const decompressed = (frame: { payload: Buffer }) =>
  new PeerDecompressor(15, false).decompress(frame.payload).toString();

/** The endpoint echoes, compressed in one frame with RSV1. */
async function expectCompressedEcho(session: Session, text: string, opcode = 1): Promise<void> {
  const frame = await session.frame();
  expect([frame.opcode, frame.fin, frame.rsv]).toEqual([opcode, true, 4]);
  expect(decompressed(frame)).toBe(text);
}

describe("RFC 7692 section 7.1: an offer that a server must decline", () => {
  const declined = [
    ["7.1 an unknown parameter", "permessage-deflate; unknown"],
    [
      "7.1 a parameter given twice",
      "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
    ],
    ["7.1.1.1 a value of server_no_context_takeover", "permessage-deflate; server_no_context_takeover=1"],
    ["7.1.1.2 a value of client_no_context_takeover", "permessage-deflate; client_no_context_takeover=true"],
    ["7.1.2.1 server_max_window_bits without a value", "permessage-deflate; server_max_window_bits"],
    ["7.1.2.1 server_max_window_bits of 7", "permessage-deflate; server_max_window_bits=7"],
    ["7.1.2.1 server_max_window_bits of 16", "permessage-deflate; server_max_window_bits=16"],
    ["7.1.2.1 server_max_window_bits with a leading zero", "permessage-deflate; server_max_window_bits=08"],
    ["7.1.2.2 client_max_window_bits of 7", "permessage-deflate; client_max_window_bits=7"],
    ["7.1.2.2 client_max_window_bits of 16", "permessage-deflate; client_max_window_bits=16"],
    ["7.1.2.2 client_max_window_bits that is no number", "permessage-deflate; client_max_window_bits=x"],
  ] as const;

  /** The answer to an offer: its extensions, or the status of a refusal. */
  async function answerTo(offer: string): Promise<string | undefined> {
    const server = await startServer({ ...on });
    const peer = new RawPeer(await connectRaw(server), true, "at once");
    await peer.send(Buffer.from(requestHead({ "Sec-WebSocket-Extensions": offer })));
    const head = await peer.head();
    return status(head) === 101 ? header(head, "sec-websocket-extensions") : String(status(head));
  }

  it.each(declined)("%s", async (_name, offer) => {
    // Declined, or the handshake refused: never agreed to.
    expect([undefined, "400"]).toContain(await answerTo(offer));
  });

  it.each(declined)("%s, and the next offer is taken", async (_name, offer) => {
    expect(await answerTo(`${offer}, permessage-deflate; server_max_window_bits=10`)).toMatch(
      /^permessage-deflate; ?server_max_window_bits=10$|^400$/,
    );
  });

  it("7.1.2.2 client_max_window_bits is not in the answer unless it was offered", async () => {
    expect(await answerTo("permessage-deflate")).not.toContain("client_max_window_bits");
  });

  it("7.1 server_no_context_takeover is in the answer when it was offered", async () => {
    expect(await answerTo("permessage-deflate; server_no_context_takeover")).toContain(
      "server_no_context_takeover",
    );
  });

  it("7 takes the first of two good offers", async () => {
    expect(
      await answerTo(
        "permessage-deflate; server_max_window_bits=9, permessage-deflate; server_max_window_bits=12",
      ),
    ).toContain("server_max_window_bits=9");
  });
});

describe("RFC 7692 section 7.1: an answer upon which a client must fail", () => {
  it.each<[string, string, ClientOptions["perMessageDeflate"]?]>([
    ["7.1 an unknown parameter", "permessage-deflate; unknown"],
    [
      "7.1 a parameter given twice",
      "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
    ],
    ["7.1 the extension given twice", "permessage-deflate, permessage-deflate"],
    ["7.1.1.1 a value of server_no_context_takeover", "permessage-deflate; server_no_context_takeover=1"],
    ["7.1.1.2 a value of client_no_context_takeover", "permessage-deflate; client_no_context_takeover=1"],
    ["7.1.2.1 server_max_window_bits without a value", "permessage-deflate; server_max_window_bits"],
    ["7.1.2.1 server_max_window_bits of 16", "permessage-deflate; server_max_window_bits=16"],
    [
      "7.1.2.1 more server_max_window_bits than asked for",
      "permessage-deflate; server_max_window_bits=11",
      { serverMaxWindowBits: 10 },
    ],
    ["7.1.2.2 client_max_window_bits without a value", "permessage-deflate; client_max_window_bits"],
    ["7.1.2.2 client_max_window_bits of 7", "permessage-deflate; client_max_window_bits=7"],
    [
      "7.1.2.2 more client_max_window_bits than offered",
      "permessage-deflate; client_max_window_bits=11",
      { clientMaxWindowBits: 10 },
    ],
    [
      "7.1.1.1 server_no_context_takeover was asked for and is missing",
      "permessage-deflate",
      { serverNoContextTakeover: true },
    ],
  ])("%s", async (_name, answer, options = {}) => {
    const { url, next } = await startRawServer();
    const webSocket = new WebSocket(url, [], { perMessageDeflate: options });
    const errors: Error[] = [];
    webSocket.on("error", (error: Error) => errors.push(error));
    const peer = new RawPeer(await next(), false, "at once");
    await withTranscript(peer, async () => {
      const closed = closeOf(webSocket);
      await peer.send(Buffer.from(responseHead(await peer.head(), { "Sec-WebSocket-Extensions": answer })));
      peer.startFrames();
      expect(await closed).toBe(1006);
      expect(errors).toHaveLength(1);
    });
  });
});

describe("RFC 7692 section 7.2.3: the examples", () => {
  for (const [name, frames] of [
    ["7.2.3.1 one block", ["f2 48 cd c9 c9 07 00"]],
    ["7.2.3.1 one block in two fragments", ["f2 48 cd", "c9 c9 07 00"]],
    ["7.2.3.3 a block without compression", ["00 05 00 fa ff 48 65 6c 6c 6f 00"]],
    ["7.2.3.4 a block with BFINAL", ["f3 48 cd c9 c9 07 00 00"]],
    ["7.2.3.5 two blocks", ["f2 48 05 00 00 00 ff ff ca c9 c9 07 00"]],
  ] as const) {
    conform(
      name,
      "is read as Hello",
      async (session) => {
        await session.send(
          ...frames.map((hex, index) => ({
            opcode: index === 0 ? 1 : 0,
            rsv: index === 0 ? 4 : 0,
            fin: index === frames.length - 1,
            payload: hexBytes(hex),
          })),
        );
        await expectCompressedEcho(session, "Hello");
      },
      negotiated,
    );
  }

  conform(
    "7.2.3.2",
    "the window is shared between messages",
    async (session) => {
      await session.send(
        { opcode: 1, rsv: 4, payload: hexBytes("f2 48 cd c9 c9 07 00") },
        { opcode: 1, rsv: 4, payload: hexBytes("f2 00 11 00 00") },
      );
      const decompressor = new PeerDecompressor(15, true);
      for (let count = 0; count < 2; count++)
        expect(decompressor.decompress((await session.frame()).payload).toString()).toBe("Hello");
    },
    negotiated,
  );

  conform(
    "7.2.3.4",
    "a message after one with BFINAL is read",
    async (session) => {
      await session.send(
        { opcode: 1, rsv: 4, payload: hexBytes("f3 48 cd c9 c9 07 00 00") },
        { opcode: 1, rsv: 4, payload: hexBytes("f2 48 cd c9 c9 07 00") },
      );
      const decompressor = new PeerDecompressor(15, true);
      for (let count = 0; count < 2; count++)
        expect(decompressor.decompress((await session.frame()).payload).toString()).toBe("Hello");
    },
    negotiated,
  );
});

describe("RFC 7692 sections 6 and 7.2: compressed messages", () => {
  conform(
    "6, 7.2",
    "takes messages that are not compressed",
    async (session) => {
      await session.send({ opcode: 1, payload: Buffer.from("plain") });
      await expectCompressedEcho(session, "plain");
    },
    negotiated,
  );

  conform(
    "7.2.3.6",
    "takes an empty message",
    async (session) => {
      await session.send({ opcode: 1, rsv: 4, payload: hexBytes("00") });
      const frame = await session.frame();
      expect(frame.rsv === 4 ? decompressed(frame) : frame.payload.toString()).toBe("");
    },
    negotiated,
  );

  conform(
    "7.2.1",
    "sends compressed messages without the 00 00 ff ff at their end",
    async (session) => {
      session.endpoint.webSocket.send("a".repeat(5000));
      const frame = await session.frame();
      expect(frame.rsv).toBe(4);
      expect(frame.payload.subarray(-4).toString("hex")).not.toBe("0000ffff");
      expect(frame.payload.length).toBeLessThan(100);
      expect(decompressed(frame)).toBe("a".repeat(5000));
    },
    negotiated,
  );

  conform(
    "6.1",
    "sets RSV1 on the first fragment alone",
    async (session) => {
      session.endpoint.webSocket.send("first ", { fin: false });
      session.endpoint.webSocket.send("second ", { fin: false });
      session.endpoint.webSocket.send("third", { fin: true });
      const frames = [await session.frame(), await session.frame(), await session.frame()];
      expect(frames.map(({ opcode, rsv, fin }) => [opcode, rsv, fin])).toEqual([
        [1, 4, false],
        [0, 0, false],
        [0, 0, true],
      ]);
      expect(decompressed({ payload: Buffer.concat(frames.map(({ payload }) => payload)) })).toBe(
        "first second third",
      );
    },
    negotiated,
  );

  conform(
    "6.1",
    "control frames are never compressed, between compressed fragments neither",
    async (session) => {
      const payload = deflateRawSync("x".repeat(300), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(
        0,
        -4,
      );
      await session.send(
        { opcode: 1, rsv: 4, fin: false, payload: payload.subarray(0, 2) },
        { opcode: 9, payload: Buffer.from("ping") },
        { opcode: 0, payload: payload.subarray(2) },
      );
      const pong = await session.frame();
      expect([pong.opcode, pong.rsv, pong.payload.toString()]).toEqual([10, 0, "ping"]);
      await expectCompressedEcho(session, "x".repeat(300));
    },
    negotiated,
  );

  for (const [what, frames] of [
    ["a ping", [{ opcode: 9, rsv: 4, payload: Buffer.alloc(0) }]],
    ["a close", [{ opcode: 8, rsv: 4, payload: Buffer.alloc(0) }]],
    [
      "a continuation",
      [
        { opcode: 1, rsv: 4, fin: false, payload: hexBytes("f2 48") },
        { opcode: 0, rsv: 4, payload: hexBytes("cd c9 c9 07 00") },
      ],
    ],
    [
      "a continuation of a plain message",
      [
        { opcode: 1, fin: false, payload: Buffer.from("a") },
        { opcode: 0, rsv: 4, payload: Buffer.alloc(0) },
      ],
    ],
  ] as const) {
    conform(
      "6.1",
      `fails upon RSV1 on ${what}`,
      async (session) => {
        await session.send(...frames);
        await expectFailure(session, 1002);
      },
      negotiated,
    );
  }

  conform("5", "fails upon RSV1 when the extension was not agreed on", async (session) => {
    await session.send({ opcode: 1, rsv: 4, payload: hexBytes("f2 48 cd c9 c9 07 00") });
    await expectFailure(session, 1002);
  });

  for (const rsv of [1, 2, 5, 6]) {
    conform(
      "6",
      `fails upon RSV bits ${rsv.toString(2).padStart(3, "0")}`,
      async (session) => {
        await session.send({ opcode: 1, rsv, payload: hexBytes("f2 48 cd c9 c9 07 00") });
        await expectFailure(session, 1002);
      },
      { ...negotiated, deliveries: ["at once"] },
    );
  }

  conform(
    "7.2.2",
    "fails upon bytes that are no DEFLATE",
    async (session) => {
      await session.send({ opcode: 2, rsv: 4, payload: Buffer.alloc(20, 0xff) });
      await expectFailure(session, 1007, /./);
    },
    negotiated,
  );

  conform(
    "RFC 6455 8.1",
    "fails upon compressed text that is not UTF-8",
    async (session) => {
      const payload = deflateRawSync(hexBytes("41 ed a0 80"), {
        finishFlush: constants.Z_SYNC_FLUSH,
      }).subarray(0, -4);
      await session.send({ opcode: 1, rsv: 4, payload });
      await expectFailure(session, 1007);
    },
    negotiated,
  );

  conform(
    "RFC 6455 10.4",
    "fails with 1009 upon a small frame that inflates over the limit",
    async (session) => {
      const payload = deflateRawSync(Buffer.alloc(64 * 1024 * 1024), {
        finishFlush: constants.Z_SYNC_FLUSH,
      }).subarray(0, -4);
      await session.send({ opcode: 2, rsv: 4, payload });
      await expectFailure(session, 1009);
    },
    {
      ...negotiated,
      deliveries: ["at once", "cut awkwardly"],
      server: { ...on, maxPayload: 1 << 20 },
      client: { ...on, maxPayload: 1 << 20 },
    },
  );

  conform(
    "7.2",
    "echoes 1 MiB that compresses well and 1 MiB that does not",
    async (session) => {
      const compressor = new PeerCompressor(15, true);
      const decompressor = new PeerDecompressor(15, true);
      const noise = Buffer.alloc(1 << 20);
      for (let at = 0, state = 1; at < noise.length; at++) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
        noise[at] = state >> 16;
      }
      for (const message of [Buffer.alloc(1 << 20, "ab"), noise]) {
        await session.send({ opcode: 2, rsv: 4, payload: await compressor.compress(message) });
        const frame = await session.frame();
        expect(decompressor.decompress(frame.payload).equals(message)).toBe(true);
      }
      compressor.close();
    },
    { ...negotiated, deliveries: ["at once", "cut awkwardly"] },
  );
});
