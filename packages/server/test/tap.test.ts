import type {
  EnginePacketRecord,
  ExchangeRecord,
  FrameRecord,
  HandshakeRecord,
  MessageRecord,
  SocketIoTap,
  SocketPacketRecord,
} from "@signalbox/wire";
import { afterEach, describe, expect, it } from "vitest";
import { Harness, next } from "./support/harness.js";
import { poll } from "./support/raw.js";
import { connectPair, settle } from "./support/sockets.js";
import { connectStock } from "./support/stock-clients.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

function recorder() {
  const seen = {
    exchanges: [] as ExchangeRecord[],
    handshakes: [] as HandshakeRecord[],
    frames: [] as FrameRecord[],
    messages: [] as MessageRecord[],
    engine: [] as EnginePacketRecord[],
    socket: [] as SocketPacketRecord[],
  };
  const tap: SocketIoTap = {
    exchange: (record) => seen.exchanges.push(record),
    handshake: (record) => seen.handshakes.push(record),
    frame: (record) => seen.frames.push(record),
    message: (record) => seen.messages.push(record),
    enginePacket: (record) => seen.engine.push(record),
    socketPacket: (record) => seen.socket.push(record),
  };
  return { tap, seen };
}

describe("a tap", () => {
  it("sees a session on polling, its upgrade and its life on the WebSocket", async () => {
    const { tap, seen } = recorder();
    const { io, url } = await harness.start({ tap });
    const pair = await connectPair(harness, io, url, { transports: ["polling", "websocket"] });
    if (!pair.socket.conn.upgraded) await next(pair.socket.conn, "upgrade");
    pair.socket.emit("text", "x");
    pair.client.emit("bytes", Buffer.of(1, 2));
    io.emit("all", Buffer.of(3));
    await settle([pair]);

    const [opening] = seen.exchanges;
    expect(opening).toMatchObject({ role: "server", method: "GET", status: 200 });
    expect(opening?.url).toMatch(/transport=polling/);
    expect(opening?.requestHeaders?.host).toBe(new URL(url).host);
    expect(opening?.responseHeaders?.["content-type"]).toBe("text/plain; charset=UTF-8");
    expect(String(opening?.responseBody)).toMatch(/^0\{"sid"/);
    expect(opening?.durationMs).toBeGreaterThanOrEqual(0);
    const post = seen.exchanges.find(({ method }) => method === "POST");
    expect(String(post?.requestBody)).toMatch(/^40/);

    expect(seen.handshakes).toHaveLength(1);
    expect(seen.frames.length).toBeGreaterThan(3);
    expect(seen.messages.some(({ data }) => String(data) === "2probe")).toBe(true);

    const engine = seen.engine.map(({ direction, type, raw }) => `${direction} ${type} ${raw}`);
    expect(engine[0]).toMatch(/^sent open 0\{"sid"/);
    expect(engine).toContain('sent message 42["text","x"]');
    const bytes = seen.socket.find(({ direction, type }) => direction === "received" && type === 5);
    expect(bytes).toMatchObject({ nsp: "/", transport: "websocket", data: ["bytes", Buffer.of(1, 2)] });
    expect(bytes?.raw).toEqual(['51-["bytes",{"_placeholder":true,"num":0}]', Buffer.of(1, 2)]);
    const broadcast = seen.socket.find(({ direction, type }) => direction === "sent" && type === 5);
    expect(broadcast?.data).toEqual(["all", Buffer.of(3)]);
    expect(seen.socket[0]).toMatchObject({ direction: "received", type: 0, transport: "polling" });
    const times = seen.engine.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs(Date.now() - (times[0] ?? 0))).toBeLessThan(60_000);
  });

  it("sees the last packet of a session on polling", async () => {
    const { tap, seen } = recorder();
    const { io, url } = await harness.start({ tap });
    const { socket, client } = await connectPair(harness, io, url, { transports: ["polling"] });
    const gone = next(client, "disconnect");
    socket.conn.close();
    await gone;
    expect(seen.engine.at(-1)).toMatchObject({
      direction: "sent",
      type: "close",
      raw: "1",
      transport: "polling",
    });
  });

  it("sees what is refused", async () => {
    const { tap, seen } = recorder();
    const { url } = await harness.start({ tap });
    await poll(url, "EIO=4&transport=nothing");
    expect(seen.exchanges).toMatchObject([
      { status: 400, responseBody: '{"code":0,"message":"Transport unknown"}', method: "GET" },
    ]);
  });

  it("can be chosen for each connection", async () => {
    const recorders: ReturnType<typeof recorder>[] = [];
    const { io, url } = await harness.start({
      tap: () => {
        const made = recorder();
        recorders.push(made);
        return made.tap;
      },
    });
    const first = await connectPair(harness, io, url);
    await connectPair(harness, io, url);
    first.client.emit("only here");
    await settle([first]);
    const events = recorders.map(({ seen }) =>
      seen.socket.flatMap(({ data }) => (Array.isArray(data) ? [data[0]] : [])),
    );
    expect(events[0]).toContain("only here");
    expect(events[1]).not.toContain("only here");
  });

  it("sees v2 clients' packets as they are written", async () => {
    const { tap, seen } = recorder();
    const { io, url } = await harness.start({ tap, allowEIO3: true });
    const client = connectStock(harness, "2.5", url, { transports: ["websocket"] });
    await next(client, "connect");
    const heard = next(client, "x");
    io.emit("x", Buffer.of(9));
    await heard;
    const bytes = seen.engine.find(({ raw }) => typeof raw !== "string");
    expect(Buffer.from((bytes as EnginePacketRecord).raw)).toEqual(Buffer.of(4, 9));
  });
});
