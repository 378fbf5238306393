import { encodeMessagePack } from "../codec/message-pack.js";
import { EmitterOperator, type Send } from "../nodes/emitter.js";
import { engineOf, type RedisClient, type RedisEngine } from "../redis/client.js";
import { encodeEntry, fieldsOf, isKept } from "./entry-codec.js";
import { type RedisStreamsAdapterOptions, redisStreamsDefaults } from "./options.js";
import { Stream } from "./stream.js";
import { streamNameFor } from "./stream-names.js";

/** Options of the {@link Emitter}: those of the nodes that concern it. */
export interface EmitterOptions
  extends Partial<
    Pick<
      RedisStreamsAdapterOptions,
      "streamName" | "streamCount" | "channelPrefix" | "useShardedPubSub" | "maxLen" | "onlyPlaintext"
    >
  > {
  /** Gets what could not be sent. Default: a warning of the process. */
  readonly onError?: (error: Error) => void;
}

/**
 * Sends to the clients of all nodes that use {@link createAdapter}, ours or official ones, from a process
 * that has no clients.
 *
 * @example new Emitter(client).to("room").emit("news", 1)
 */
export class Emitter extends EmitterOperator {
  readonly #client: RedisClient;
  readonly #options: EmitterOptions;

  /** @param client a connected client of the package `redis` or `ioredis` */
  constructor(client: RedisClient, options: EmitterOptions = {}, namespace = "/") {
    const name = namespace.startsWith("/") ? namespace : `/${namespace}`;
    super(sender(engineOf(client), options), name);
    this.#client = client;
    this.#options = options;
  }

  /** An emitter for another namespace. */
  of(namespace: string): Emitter {
    return new Emitter(this.#client, this.#options, namespace);
  }
}

function sender(engine: RedisEngine, options: EmitterOptions): Send {
  const { onError = (error: Error) => process.emitWarning(error), ...given } = options;
  const { streamName, streamCount, channelPrefix, useShardedPubSub, maxLen, onlyPlaintext } = {
    ...redisStreamsDefaults,
    ...given,
  };
  return (message) => {
    if (isKept(message)) {
      const stream = new Stream(streamNameFor(message.nsp, streamName, streamCount), engine);
      stream.add(fieldsOf(encodeEntry(message, onlyPlaintext)), maxLen).catch(onError);
      return;
    }
    const channel = `${channelPrefix}#${message.nsp}#`;
    const payload = encodeMessagePack(message);
    const sent = useShardedPubSub
      ? engine.publishSharded(channel, payload)
      : engine.publish(channel, payload);
    sent.catch(onError);
  };
}
