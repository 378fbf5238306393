import { createClient } from "redis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { engineOf } from "../../src/redis/client.js";
import { Stream } from "../../src/redis-streams/stream.js";
import { StreamWriter } from "../../src/redis-streams/stream-writer.js";
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

it.each([
  ["by one script", undefined],
  ["one by one, where scripts are not allowed", "noscripts"],
])("adds what one turn gives it in order, and tells the ids: %s", async (key, user) => {
  const client = await connect(user);
  const errors: unknown[] = [];
  const stream = new Stream(key, engineOf(client));
  const writer = new StreamWriter(engineOf(client), stream, 10_000, (error) => errors.push(error));
  const ids: (string | undefined)[] = [];
  const messages = Array.from({ length: 200 }, (_, n) => ({
    head: n % 5 === 0 ? ["uid", "me", "room", "é"] : ["uid", "me"],
    data: `{"n":${n},"text":"漢"}`,
  }));
  for (const message of messages) writer.add(message, (id) => ids.push(id));
  await eventually(
    () => ids,
    ({ length }) => length === messages.length,
  );
  const entries = await stream.range("-", "+");
  expect(entries.map(({ id }) => id)).toEqual(ids);
  expect(entries.map(({ fields }) => fields)).toEqual(
    messages.map(({ head, data }) => ({ uid: "me", ...(head.length > 2 && { room: "é" }), data })),
  );
  expect(errors).toEqual([]);
  client.destroy();
});

it("tells what could not be added", async () => {
  const client = await connect();
  await client.set("no stream", "x");
  const errors: unknown[] = [];
  const writer = new StreamWriter(
    engineOf(client),
    new Stream("no stream", engineOf(client)),
    10_000,
    (error) => errors.push(error),
  );
  const ids: (string | undefined)[] = [];
  for (const data of ["a", "b"]) writer.add({ head: ["uid", "me"], data }, (id) => ids.push(id));
  await eventually(
    () => ids,
    ({ length }) => length === 2,
  );
  expect(ids).toEqual([undefined, undefined]);
  expect(String(errors[0])).toContain("WRONGTYPE");
  client.destroy();
});
