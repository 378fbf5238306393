import { type Cluster, Redis } from "ioredis";
import { createClient, type createCluster, type createSentinel } from "redis";
import { expect, expectTypeOf, it } from "vitest";
import {
  createAdapter,
  createShardedAdapter,
  type RedisClient,
  UnsupportedClientError,
} from "../../src/redis/index.js";

it("takes the clients of both packages, of every topology, as they are typed", () => {
  expectTypeOf<ReturnType<typeof createClient>>().toExtend<RedisClient>();
  expectTypeOf<ReturnType<typeof createCluster>>().toExtend<RedisClient>();
  expectTypeOf<ReturnType<typeof createSentinel>>().toExtend<RedisClient>();
  expectTypeOf<Redis>().toExtend<RedisClient>();
  expectTypeOf<Cluster>().toExtend<RedisClient>();

  const redis = createClient();
  const ioredis = new Redis({ lazyConnect: true });
  expect(createAdapter(redis, redis.duplicate())).toBeTypeOf("function");
  expect(createShardedAdapter(ioredis, ioredis.duplicate())).toBeTypeOf("function");
});

it("refuses anything else", () => {
  expect(() => createAdapter({} as RedisClient, {} as RedisClient)).toThrow(UnsupportedClientError);
});
