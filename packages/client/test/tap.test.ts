import { type PeerProcess, startSocketIo } from "@signalbox/peers";
import type { EnginePacketRecord, ExchangeRecord, SocketIoTap, SocketPacketRecord } from "@signalbox/wire";
import { decodeEnginePacket } from "@signalbox/wire/engine";
import { SocketPacketDecoder } from "@signalbox/wire/socket";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, onTransport } from "./helpers.js";

class Watcher implements SocketIoTap {
  readonly engine: EnginePacketRecord[] = [];
  readonly socket: SocketPacketRecord[] = [];
  readonly exchanges: ExchangeRecord[] = [];
  readonly order: string[] = [];

  enginePacket(record: EnginePacketRecord) {
    this.engine.push(record);
    this.order.push(`engine ${record.direction} ${record.type}`);
  }
  socketPacket(record: SocketPacketRecord) {
    this.socket.push(record);
    this.order.push(`socket ${record.direction} ${record.type}`);
  }
  exchange(record: ExchangeRecord) {
    this.exchanges.push(record);
  }
}

describe.each([2, 4] as const)("what a tap sees of Socket.IO %d", (version) => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startSocketIo(version);
  });
  afterAll(() => peer.stop());

  test.each(["polling", "websocket"])("over %s: every packet, both ways, as it was sent", async (name) => {
    const tap = new Watcher();
    const socket = await connected(peer.port, { version, tap, transports: [name] });
    const bytes = Buffer.from([1, 2, 3]);
    await socket.emitWithAck("ask", "é", bytes);
    socket.disconnect();

    expect(new Set(tap.engine.map(({ transport }) => transport))).toEqual(new Set([name]));
    const eio = version === 2 ? 3 : 4;
    for (const record of tap.engine) {
      expect(decodeEnginePacket(record.raw, eio).type).toBe(record.type);
      expect(Math.abs(record.at - Date.now())).toBeLessThan(60_000);
    }
    const ask = tap.socket.find(({ direction, type }) => direction === "sent" && type === 5);
    expect(ask).toMatchObject({ nsp: "/", id: 0, data: ["ask", "é", bytes] });
    const answer = tap.socket.find(({ direction, type }) => direction === "received" && type === 6);
    expect(answer).toMatchObject({ nsp: "/", id: 0, data: [["é", bytes]] });
    for (const { raw, data } of [ask, answer].filter((record) => record !== undefined)) {
      const decoder = new SocketPacketDecoder();
      expect(raw.map((message) => decoder.push(message)).at(-1)?.data).toEqual(data);
    }
    // A Socket.IO packet is told right after the last Engine.IO packet of it.
    for (const [index, what] of tap.order.entries()) {
      const [, direction] = what.split(" ");
      if (what.startsWith("socket")) expect(tap.order[index - 1]).toBe(`engine ${direction} message`);
    }
    if (name === "polling") {
      const methods = new Set(tap.exchanges.map(({ method }) => method));
      expect(methods).toEqual(new Set(["GET", "POST"]));
      expect(tap.exchanges[0]).toMatchObject({ role: "client", status: 200 });
      expect(tap.exchanges[0]?.url).toContain("transport=polling");
    }
  });

  test("an upgrade: the probe over the new transport, then everything there", async () => {
    const tap = new Watcher();
    const socket = await connected(peer.port, { version, tap });
    await onTransport(socket.io, "websocket");
    await socket.emitWithAck("ask", 1);
    const overWebSocket = tap.engine.filter(({ transport }) => transport === "websocket");
    expect(overWebSocket.slice(0, 3).map(({ direction, raw }) => [direction, raw])).toEqual([
      ["sent", "2probe"],
      ["received", "3probe"],
      ["sent", "5"],
    ]);
    const lastOverPolling = tap.engine.map(({ transport }) => transport).lastIndexOf("polling");
    const upgrade = tap.engine.findIndex(({ type }) => type === "upgrade");
    expect(lastOverPolling).toBeLessThan(upgrade);
  });
});
