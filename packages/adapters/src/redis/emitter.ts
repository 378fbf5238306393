import { EmitterOperator } from "../nodes/emitter.js";
import { engineOf, type RedisClient, type RedisEngine } from "./client.js";
import { type PayloadParser, redisDefaults } from "./options.js";
import { PubSubCodec } from "./pub-sub-codec.js";

/** Options of the {@link Emitter}. */
export interface EmitterOptions {
  /** What the names of the channels begin with. Default `socket.io`. */
  readonly key?: string;
  /** The nodes need the same. Default: MessagePack. */
  readonly parser?: PayloadParser | undefined;
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
    const engine = engineOf(client);
    const name = namespace.startsWith("/") ? namespace : `/${namespace}`;
    super(sender(engine, options, name), name);
    this.#client = client;
    this.#options = options;
  }

  /** An emitter for another namespace. */
  of(namespace: string): Emitter {
    return new Emitter(this.#client, this.#options, namespace);
  }
}

function sender(engine: RedisEngine, options: EmitterOptions, namespace: string) {
  const { key = redisDefaults.key, parser, onError = (error) => process.emitWarning(error) } = options;
  const codec = new PubSubCodec(namespace, parser);
  return (message: Parameters<PubSubCodec["encode"]>[0]): void => {
    const { route, room, payload } = codec.encode(message);
    const broadcasts = room === undefined ? `${key}#${namespace}#` : `${key}#${namespace}#${room}#`;
    const channel = route === "broadcast" ? broadcasts : `${key}-request#${namespace}#`;
    engine.publish(channel, payload).catch(onError);
  };
}
