import { createClient } from "redis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { engineOf } from "../../src/redis/client.js";
import { Publisher } from "../../src/redis/publisher.js";
import { type RedisServer, startRedis } from "../engines/redis.mjs";
import { eventually } from "../support/nodes.js";

const connect = (username?: string) =>
  createClient({
    url: `redis://127.0.0.1:${redis.ports[0]}`,
    ...(username === undefined ? {} : { username, password: "secret" }),
  }).connect();

let redis: RedisServer;
let admin: Awaited<ReturnType<typeof connect>>;
beforeAll(async () => {
  redis = await startRedis();
  admin = await connect();
  await admin.sendCommand(["ACL", "SETUSER", "noscripts", "on", ">secret", "~*", "&*", "+@all", "-eval"]);
});
afterAll(async () => {
  admin.destroy();
  await redis.stop();
});

describe.each([
  ["plain", false, undefined],
  ["sharded", true, undefined],
  ["plain, where scripts are not allowed", false, "noscripts"],
  ["sharded, where scripts are not allowed", true, "noscripts"],
] as const)("%s", (_, isSharded, user) => {
  let client: Awaited<ReturnType<typeof connect>>;
  let listener: Awaited<ReturnType<typeof connect>>;
  let received: [channel: string, payload: string][];
  let failures: unknown[];
  let publisher: Publisher;

  beforeEach(async () => {
    [client, listener] = await Promise.all([connect(user), connect()]);
    received = [];
    failures = [];
    const take = (payload: string, channel: string) => received.push([channel, payload]);
    for (const channel of ["a", "b"]) {
      if (isSharded) await listener.sSubscribe(channel, take);
      else await listener.subscribe(channel, take);
    }
    publisher = new Publisher(engineOf(client), isSharded, (command) => {
      command.catch((error: unknown) => failures.push(error));
    });
  });
  afterEach(() => {
    for (const one of [client, listener]) one.destroy();
  });

  const published = (count: number) =>
    eventually(
      () => received,
      ({ length }) => length >= count,
    );

  it("keeps the order of one turn, over several channels", async () => {
    const messages = Array.from({ length: 300 }, (_, n): [string, string] => [
      n % 3 === 0 ? "b" : "a",
      `${n}`,
    ]);
    for (const [channel, payload] of messages) publisher.publish(channel, payload);
    expect(await published(messages.length)).toEqual(messages);
    expect(failures).toEqual([]);
  });

  it("carries texts and bytes of any length side by side", async () => {
    const texts = ["", "é漢😀", "x".repeat(100_000), "with \0 and \r\n"];
    for (const text of texts) {
      publisher.publish("a", text);
      publisher.publish("a", Buffer.from(text));
    }
    expect((await published(2 * texts.length)).map(([, payload]) => payload)).toEqual(
      texts.flatMap((text) => [text, text]),
    );
    expect(failures).toEqual([]);
  });
});
