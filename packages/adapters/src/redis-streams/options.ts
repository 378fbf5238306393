import { type NodeOptions, nodeDefaults } from "../nodes/options.js";

/** Options of {@link createAdapter}. Times are in milliseconds. */
export interface RedisStreamsAdapterOptions extends NodeOptions {
  /** The key of the stream, or what the keys begin with when there are several. Default `socket.io`. */
  readonly streamName: string;
  /** Over how many streams the namespaces are spread; each namespace stays in one. All nodes need the same. Default 1. */
  readonly streamCount: number;
  /** What the names of the channels for short-lived messages begin with. Default `socket.io`. */
  readonly channelPrefix: string;
  /** Whether those channels are sharded (Redis 7.0). All nodes need the same. Default false. */
  readonly useShardedPubSub: boolean;
  /** About how many messages a stream keeps. Default 10,000. */
  readonly maxLen: number;
  /** How many messages are read at once. Default 100. */
  readonly readCount: number;
  /** How long one read waits for messages. Default 5,000. */
  readonly blockTimeInMs: number;
  /** What the keys of sessions begin with, when connection state recovery is on. Default `sio:session:`. */
  readonly sessionKeyPrefix: string;
  /**
   * How often the sessions of connected clients are saved, so that they outlive their node, when connection
   * state recovery is on; 0: only when a client is cut off. Rooms are saved by the next time, the `data` of
   * sockets too up to 200 sockets, later with more. Default 250.
   */
  readonly sessionSaveInterval: number;
  /** Whether no event ever has bytes in it: saves looking for them. Default false. */
  readonly onlyPlaintext: boolean;
}

export const redisStreamsDefaults: RedisStreamsAdapterOptions = {
  ...nodeDefaults,
  streamName: "socket.io",
  streamCount: 1,
  channelPrefix: "socket.io",
  useShardedPubSub: false,
  maxLen: 10_000,
  readCount: 100,
  blockTimeInMs: 5000,
  sessionKeyPrefix: "sio:session:",
  sessionSaveInterval: 250,
  onlyPlaintext: false,
};
