import { type NodeOptions, nodeDefaults } from "../nodes/options.js";

/** How messages are written for Redis. Every node and emitter needs the same. */
export interface PayloadParser {
  encode(value: unknown): Buffer | Uint8Array | string;
  decode(payload: Buffer): unknown;
}

/** Options of {@link createAdapter}. Times are in milliseconds. */
export interface RedisAdapterOptions extends NodeOptions {
  /** What the names of the channels begin with. Default `socket.io`. */
  readonly key: string;
  /** Whether answers go over a channel of the asking node alone. Official nodes understand both. Default false, as with them. */
  readonly publishOnSpecificResponseChannel: boolean;
  /** Default: MessagePack. */
  readonly parser?: PayloadParser | undefined;
}

export const redisDefaults: RedisAdapterOptions = {
  ...nodeDefaults,
  key: "socket.io",
  publishOnSpecificResponseChannel: false,
};

/** Options of {@link createShardedAdapter}. */
export interface ShardedRedisAdapterOptions extends NodeOptions {
  /** What the names of the channels begin with. Default `socket.io`. */
  readonly channelPrefix: string;
  /**
   * Which rooms have a channel of their own, so that only nodes with a member pay for their messages.
   * - `static`: none; two channels a namespace.
   * - `dynamic`: all but the private rooms of sockets. The default.
   * - `dynamic-private`: all. For many messages to single sockets.
   *
   * All nodes need the same.
   */
  readonly subscriptionMode: "static" | "dynamic" | "dynamic-private";
}

export const shardedDefaults: ShardedRedisAdapterOptions = {
  ...nodeDefaults,
  channelPrefix: "socket.io",
  subscriptionMode: "dynamic",
};
