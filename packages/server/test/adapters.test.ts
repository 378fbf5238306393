import { createRequire } from "node:module";
import { createClient } from "redis";
import { afterEach, describe, expect, it } from "vitest";
import { startPostgres } from "../../adapters/test/engines/postgres.mjs";
import type { Server, ServerOptions } from "../src/index.js";
import type { Untyped } from "../src/untyped.js";
import { Harness, next } from "./support/harness.js";
import { startRedis } from "./support/redis.js";
import { connectPair, receivedBy, settle } from "./support/sockets.js";

const require = createRequire(import.meta.url);
const harness = new Harness();
afterEach(() => harness.cleanup());

async function redisClient(path: string) {
  const client = createClient({ socket: { path, tls: false } });
  await client.connect();
  harness.onCleanup(() => client.close());
  return client;
}

/** Factories of official adapters, as their documentation has them. */
const OFFICIAL: Record<string, () => Promise<() => Promise<Partial<ServerOptions>>>> = {
  "@socket.io/redis-adapter": async () => {
    const path = await startRedis(harness);
    const { createAdapter } = require("@socket.io/redis-adapter");
    return async () => ({ adapter: createAdapter(await redisClient(path), await redisClient(path)) });
  },
  "@socket.io/redis-adapter, sharded": async () => {
    const path = await startRedis(harness);
    const { createShardedAdapter } = require("@socket.io/redis-adapter");
    return async () => ({ adapter: createShardedAdapter(await redisClient(path), await redisClient(path)) });
  },
  "@socket.io/redis-streams-adapter": async () => {
    const path = await startRedis(harness);
    const { createAdapter } = require("@socket.io/redis-streams-adapter");
    return async () => ({
      adapter: createAdapter(await redisClient(path), { blockTimeInMs: 50 }),
      connectionStateRecovery: {},
    });
  },
  "@socket.io/postgres-adapter": async () => {
    const postgres = await startPostgres();
    harness.onCleanup(() => postgres.stop());
    const { createAdapter } = require("@socket.io/postgres-adapter");
    const { Pool } = require("pg");
    const setUp = new Pool({ connectionString: postgres.url });
    await setUp.query(`CREATE TABLE socket_io_attachments (
      id bigserial UNIQUE, created_at timestamptz DEFAULT NOW(), payload bytea)`);
    await setUp.end();
    return async () => {
      const pool = new Pool({ connectionString: postgres.url });
      harness.onCleanup(() => pool.end());
      return { adapter: createAdapter(pool) };
    };
  },
};

/** Servers find each other by heartbeats. */
async function untilTogether(servers: readonly Server[]): Promise<void> {
  for (const io of servers) {
    while ((await io.sockets.adapter.serverCount()) < servers.length) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

describe.each(Object.keys(OFFICIAL))("%s plugs in", (name) => {
  async function cluster() {
    const makeOptions = await (OFFICIAL[name] as NonNullable<(typeof OFFICIAL)[string]>)();
    const first = await harness.start(await makeOptions());
    const second = await harness.start(await makeOptions());
    await untilTogether([first.io, second.io]);
    const a = await connectPair(harness, first.io, first.url);
    const b = await connectPair(harness, second.io, second.url);
    return { first, second, a, b };
  }

  it("for broadcasts, rooms and acknowledgements over two servers", async () => {
    const { first, a, b } = await cluster();
    await b.socket.join("r");
    const everywhere = Promise.all([next(a.client, "x"), next(b.client, "x")]);
    first.io.emit("x", { n: 1, bytes: Buffer.of(1, 2) });
    for (const [value] of await everywhere) {
      expect([(value as Untyped).n, [...(value as Untyped).bytes]]).toEqual([1, [1, 2]]);
    }
    const inRoom = next(b.client, "y");
    const received = await receivedBy([a], "y", async () => {
      first.io.to("r").emit("y", 2);
      await inRoom;
    });
    expect(received).toEqual([[]]);
    a.client.on("who", (done: (answer: string) => void) => done("a"));
    b.client.on("who", (done: (answer: string) => void) => done("b"));
    expect((await first.io.timeout(5000).emitWithAck("who")).sort()).toEqual(["a", "b"]);
  });

  it("for sockets seen and moved from afar", async () => {
    const { first, second, a, b } = await cluster();
    b.socket.data.name = "bob";
    const all = await first.io.fetchSockets();
    expect(all.map(({ id }) => id).sort()).toEqual([a.socket.id, b.socket.id].sort());
    const remote = all.find(({ id }) => id === b.socket.id);
    expect(remote?.data).toEqual({ name: "bob" });
    expect(remote?.handshake.address).toMatch(/127/);
    first.io.in(b.socket.id).socketsJoin("far");
    while (!b.socket.rooms.has("far")) await settle([b]);
    const answer = new Promise((resolve) =>
      second.io.on("hello", (text, done) => done(`${text}!`) ?? resolve(text)),
    );
    if (name !== "@socket.io/redis-adapter, sharded") {
      expect(await first.io.serverSideEmitWithAck("hello", "you")).toEqual(["you!"]);
      expect(await answer).toBe("you");
    }
    const gone = next(b.client, "disconnect");
    first.io.in("far").disconnectSockets(true);
    expect((await gone)[0]).toBe("io server disconnect");
  });
});

describe("@socket.io/redis-streams-adapter", () => {
  it("recovers a client on another server", async () => {
    const makeOptions = await (
      OFFICIAL["@socket.io/redis-streams-adapter"] as () => Promise<() => Promise<object>>
    )();
    const first = await harness.start(await makeOptions());
    const second = await harness.start(await makeOptions());
    await untilTogether([first.io, second.io]);
    const { client, socket } = await connectPair(harness, first.io, first.url, {
      reconnection: true,
      reconnectionDelay: 5,
    });
    const received: unknown[] = [];
    client.on("n", (n: number) => received.push(n));
    const seen = next(client, "n");
    first.io.emit("n", 1);
    await seen;
    const left = next(socket, "disconnect");
    (client as Untyped).io.uri = second.url;
    client.io.engine.close();
    await left;
    const third = next(client, "last");
    const back = next<[Untyped]>(second.io, "connection");
    second.io.emit("n", 2);
    const [again] = await back;
    again.emit("last");
    await third;
    expect([again.recovered, again.id, received]).toEqual([true, socket.id, [1, 2]]);
  });
});

describe("@socket.io/redis-emitter", () => {
  it("reaches our clients without a server of its own", async () => {
    const path = await startRedis(harness);
    const { createAdapter } = require("@socket.io/redis-adapter");
    const { Emitter } = require("@socket.io/redis-emitter");
    const adapter = createAdapter(await redisClient(path), await redisClient(path));
    const { io, url } = await harness.start({ adapter });
    const { client, socket } = await connectPair(harness, io, url);
    await socket.join("r");
    const heard = next(client, "x");
    new Emitter(await redisClient(path)).to("r").emit("x", 1, "two");
    expect(await heard).toEqual([1, "two"]);
  });
});

describe("socket.io-adapter itself", () => {
  it.each([
    ["Adapter", {}],
    ["SessionAwareAdapter", { connectionStateRecovery: { maxDisconnectionDuration: 120_000 } }],
  ])("%s plugs in", async (className, options) => {
    const { io, url } = await harness.start({ adapter: require("socket.io-adapter")[className], ...options });
    const pairs = [
      await connectPair(harness, io, url),
      await connectPair(harness, io, url, { transports: ["polling"] }),
    ];
    const outgoing: unknown[] = [];
    pairs[0]?.socket.onAnyOutgoing((event) => outgoing.push(event));
    const received = Promise.all(pairs.map(({ client }) => next(client, "x")));
    io.emit("x", 1);
    expect((await received).map(([value]) => value)).toEqual([1, 1]);
    expect(outgoing).toEqual(["x"]);
    for (const { client } of pairs) client.on("q", (done: (n: number) => void) => done(2));
    expect(await io.timeout(5000).emitWithAck("q")).toEqual([2, 2]);
    expect(await io.fetchSockets()).toHaveLength(2);
    io.disconnectSockets();
    expect(io.sockets.adapter.sids.size).toBe(0);
  });
});
