import { createClient } from "redis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decodeMessagePack } from "../../src/codec/message-pack.js";
import { startNetwork } from "../engines/network.mjs";
import { type RedisServer, startRedis } from "../engines/redis.mjs";
import { connectClient, quiet, settle, type TestClient } from "../support/clients.js";
import { eventually, type Make, type Node, type Nodes, startNodes } from "../support/nodes.js";

interface Session {
  readonly sid: string;
  readonly rooms: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

const connectRedis = (server: RedisServer) =>
  createClient({ url: `redis://127.0.0.1:${server.ports[0]}` }).connect();

let redis: RedisServer;
let store: Awaited<ReturnType<typeof connectRedis>>;
beforeAll(async () => {
  redis = await startRedis();
  store = await connectRedis(redis);
});
afterAll(async () => {
  store.destroy();
  await redis.stop();
});

/** What Redis has of the sessions now. */
async function savedSessions(): Promise<Session[]> {
  const values = await Promise.all((await store.keys("sio:session:*")).map((key) => store.get(key)));
  return values.flatMap((value) =>
    value === null ? [] : [decodeMessagePack(Buffer.from(value, "base64")) as Session],
  );
}

it.each([
  ["the same node", 0],
  ["another node", 1],
])("takes over at %s from a connection that nobody knows to be dead", async (_, index) => {
  const server = { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } };
  const setup = { adapter: "streams", redis: { driver: "redis", ports: redis.ports }, server } as const;
  const nodes = await startNodes(setup, ["ours", "ours"]);
  const [first, target] = [nodes.all[0] as Node, nodes.all[index] as Node];
  const network = await startNetwork(first.port);
  const client = await connectClient({ ...first, port: network.port }, "client", { reconnection: false });
  try {
    await settle(nodes.all, [client]);
    const { id } = client;
    await client.socket.emitWithAck("join", "red");
    await eventually(savedSessions, (sessions) =>
      sessions.some(({ sid, rooms }) => sid === id && rooms.includes("red")),
    );
    network.hold();
    client.cut();
    await nodes.all[1]?.order("emit", { args: ["missed"], rooms: ["red"] });
    expect(await client.returnTo(target)).toBe(true);
    await eventually(
      () => target.order<{ id: string }[]>("fetchSockets", { rooms: [id] }),
      (sockets) => sockets.length === 1,
    );
    await nodes.all[0]?.order("emit", { args: ["live"], rooms: ["red"] });
    await client.event("live");
    expect(client.id).toBe(id);
    expect(client.received.map(([event]) => event)).toEqual(["missed", "live"]);
  } finally {
    client.close();
    await nodes.stop();
    await network.stop();
  }
});

describe.each<[string, Make]>([
  ["another node of ours", "ours"],
  ["an official node", "stock"],
])("a client of a killed node, at %s", (_, make) => {
  let nodes: Nodes;
  let watcher: TestClient;
  let client: TestClient;

  beforeEach(async () => {
    const server = { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } };
    const driver = "redis" as const;
    nodes = await startNodes({ adapter: "streams", redis: { driver, ports: redis.ports }, server }, [
      "ours",
      make,
    ]);
    watcher = await connectClient(at(1), "watcher");
    client = await connectClient(at(0), "client", { reconnection: false });
    await settle(nodes.all, [watcher, client]);
  });
  afterEach(async () => {
    for (const one of [watcher, client]) one.close();
    await nodes.stop();
  });

  const at = (index: number) => nodes.all[index] as Node;
  const saved = (satisfies: (session: Session) => boolean) =>
    eventually(savedSessions, (sessions) => sessions.some(satisfies));

  it("goes on with its id, rooms and data, and gets what it missed", async () => {
    const { id } = client;
    await client.socket.emitWithAck("join", "red");
    await client.socket.emitWithAck("set", { score: 7 });
    await saved(({ sid, rooms, data }) => sid === id && rooms.includes("red") && data.score === 7);
    process.kill(at(0).pid, "SIGKILL");
    await eventually(
      () => client.socket.connected,
      (isConnected) => !isConnected,
    );
    await at(1).order("emit", { args: ["missed", 0] });
    await at(1).order("emit", { args: ["missed", 1], rooms: ["red"] });
    await at(1).order("emit", { args: ["not for it"], rooms: ["blue"] });
    await quiet([at(1)], [watcher]);
    expect(await client.returnTo(at(1))).toBe(true);
    await at(1).order("emit", { args: ["live"], rooms: ["red"] });
    await client.event("live");
    expect(client.id).toBe(id);
    expect(client.received.map(([event, n]) => [event, ...(event === "missed" ? [n] : [])])).toEqual([
      ["missed", 0],
      ["missed", 1],
      ["quiet B"],
      ["live"],
    ]);
    const [found] = await at(1).order<{ data: unknown }[]>("fetchSockets", { rooms: [id], local: true });
    expect(found?.data).toEqual({ name: "client", score: 7 });
  });

  it("does not find the session of one that has left for good", async () => {
    const { id } = client;
    await saved(({ sid }) => sid === id);
    client.close();
    await eventually(savedSessions, (sessions) => !sessions.some(({ sid }) => sid === id));
  });
});
