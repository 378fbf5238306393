import { ClusterAdapter } from "../nodes/cluster-adapter.js";
import type { AdapterNamespace } from "../nodes/namespace.js";
import { engineOf, type RedisClient } from "../redis/client.js";
import { type RedisStreamsAdapterOptions, redisStreamsDefaults } from "./options.js";
import { SessionStore } from "./session-store.js";
import { SharedConnection } from "./shared-connection.js";
import { Stream } from "./stream.js";
import { streamNameFor, streamNamesOf } from "./stream-names.js";
import { StreamReader } from "./stream-reader.js";
import { StreamRecovery } from "./stream-recovery.js";
import { StreamsChannel } from "./streams-channel.js";

/**
 * An adapter over Redis Streams: nodes that were away from Redis catch up when they are back. Speaks with
 * nodes that use `@socket.io/redis-streams-adapter`.
 *
 * @param client a connected client of the package `redis` or `ioredis`, of a single server, sentinels or a cluster; the adapter opens more of its kind
 * @throws UnsupportedClientError for anything else
 * @example new Server({ adapter: createAdapter(client) })
 */
export function createAdapter(
  client: RedisClient,
  options: Partial<RedisStreamsAdapterOptions> = {},
): (namespace: AdapterNamespace) => ClusterAdapter {
  const all = { ...redisStreamsDefaults, ...options };
  const { streamName, streamCount } = all;
  const engine = engineOf(client);
  const readers = new Map<string, StreamReader>();
  const readerOf = (key: string) => {
    let reader = readers.get(key);
    if (reader === undefined) {
      reader = new StreamReader(key, engine, all.readCount, all.blockTimeInMs);
      readers.set(key, reader);
    }
    return reader;
  };
  const subscriber = new SharedConnection(engine);

  return (namespace) => {
    const { name } = namespace;
    const stream = new Stream(streamNameFor(name, streamName, streamCount), engine);
    const adapter: ClusterAdapter = new ClusterAdapter(namespace, {
      engine: "Redis",
      options: all,
      open: (listener) => {
        const keys = streamNamesOf(name, streamName, streamCount);
        const hasRecovery = namespace.server.recovery !== undefined;
        return new StreamsChannel(listener, engine, subscriber, keys.map(readerOf), all, hasRecovery);
      },
      recovery: (maxAgeMs, sessions) => {
        const store = new SessionStore({
          engine,
          keyPrefix: all.sessionKeyPrefix,
          maxAgeMs,
          saveIntervalMs: all.sessionSaveInterval,
          sessions,
          onError: (error) => adapter.onError(error),
        });
        return new StreamRecovery(name, stream, store);
      },
    });
    return adapter;
  };
}
