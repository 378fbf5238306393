import type { ConnectionWatcher, OnPayload, Payload, RedisConnection, RedisEngine } from "./client.js";
import { watchConnection } from "./connections.js";

type Listener = (payload: Buffer, channel: Buffer) => void;

/** The members of a client or cluster of the package `redis` that are used. */
export interface NodeRedisClient {
  publish(channel: string, payload: Payload): Promise<unknown>;
  subscribe(channels: string[], listener: Listener, bufferMode: true): Promise<void>;
  unsubscribe(channels: string[], listener: Listener, bufferMode: true): Promise<void>;
  pSubscribe(pattern: string, listener: Listener, bufferMode: true): Promise<void>;
  pUnsubscribe(pattern: string, listener: Listener, bufferMode: true): Promise<void>;
  sPublish?(channel: string, payload: Payload): Promise<unknown>;
  sSubscribe?(channel: string, listener: Listener, bufferMode: true): Promise<void>;
  sUnsubscribe?(channel: string, listener: Listener, bufferMode: true): Promise<void>;
  duplicate(): NodeRedisClient;
  connect(): Promise<unknown>;
  destroy(): void;
  on(event: string, listener: (...args: never[]) => void): unknown;
  off(event: string, listener: (...args: never[]) => void): unknown;
}

interface SingleClient {
  sendCommand(args: readonly string[]): Promise<unknown>;
}

interface ClusterClient {
  readonly masters: readonly unknown[];
  nodeClient(node: unknown): Promise<SingleClient> | SingleClient;
  sendCommand(key: string, isReadonly: boolean, args: readonly string[]): Promise<unknown>;
}

/** The events of a client, and of a cluster. */
const events = [
  ["error", "lost"],
  ["end", "lost"],
  ["ready", "back"],
  ["node-error", "lost"],
  ["node-disconnect", "lost"],
  ["node-ready", "back"],
] as const;

/** The package `redis`. */
export class NodeRedisEngine implements RedisEngine {
  readonly #client: NodeRedisClient;
  /** A subscription is removed by the function that made it. */
  readonly #listeners = new Map<string, Listener>();

  constructor(client: NodeRedisClient) {
    this.#client = client;
  }

  publish(channel: string, payload: Payload): Promise<unknown> {
    return this.#client.publish(channel, payload);
  }

  subscribe(channels: readonly string[], onPayload: OnPayload): Promise<void> {
    const listener: Listener = (payload, channel) => onPayload(payload, channel.toString());
    for (const channel of channels) this.#listeners.set(channel, listener);
    return this.#client.subscribe([...channels], listener, true);
  }

  async unsubscribe(channels: readonly string[]): Promise<void> {
    await Promise.all(
      channels.map((channel) => {
        const listener = this.#listeners.get(channel);
        this.#listeners.delete(channel);
        return listener && this.#client.unsubscribe([channel], listener, true);
      }),
    );
  }

  subscribePattern(pattern: string, onPayload: OnPayload): Promise<void> {
    const listener: Listener = (payload, channel) => onPayload(payload, channel.toString());
    this.#listeners.set(pattern, listener);
    return this.#client.pSubscribe(pattern, listener, true);
  }

  async unsubscribePattern(pattern: string): Promise<void> {
    const listener = this.#listeners.get(pattern);
    this.#listeners.delete(pattern);
    if (listener !== undefined) await this.#client.pUnsubscribe(pattern, listener, true);
  }

  async countSubscribers(channels: readonly string[]): Promise<number[]> {
    const args = ["PUBSUB", "NUMSUB", ...channels];
    const cluster = this.#cluster;
    if (cluster === undefined) return countsOf(await this.#single.sendCommand(args), channels);
    // Each node of a cluster knows its own subscribers.
    const replies = await Promise.all(
      cluster.masters.map(async (master) => (await cluster.nodeClient(master)).sendCommand(args)),
    );
    const counts = replies.map((reply) => countsOf(reply, channels));
    return channels.map((_, index) => counts.reduce((sum, count) => sum + (count[index] ?? 0), 0));
  }

  async publishSharded(channel: string, payload: Payload): Promise<unknown> {
    return this.#client.sPublish?.(channel, payload);
  }

  async subscribeSharded(channel: string, onPayload: OnPayload): Promise<void> {
    const listener: Listener = (payload, name) => onPayload(payload, name.toString());
    this.#listeners.set(channel, listener);
    await this.#client.sSubscribe?.(channel, listener, true);
  }

  async unsubscribeSharded(channel: string): Promise<void> {
    const listener = this.#listeners.get(channel);
    this.#listeners.delete(channel);
    if (listener !== undefined) await this.#client.sUnsubscribe?.(channel, listener, true);
  }

  async countShardedSubscribers(channels: readonly string[]): Promise<number[]> {
    const cluster = this.#cluster;
    if (cluster === undefined) {
      return countsOf(await this.#single.sendCommand(["PUBSUB", "SHARDNUMSUB", ...channels]), channels);
    }
    return Promise.all(
      channels.map(async (channel) => {
        const args = ["PUBSUB", "SHARDNUMSUB", channel];
        return countsOf(await cluster.sendCommand(channel, false, args), [channel])[0] ?? 0;
      }),
    );
  }

  command(key: string, isReadonly: boolean, args: readonly string[]): Promise<unknown> {
    return this.#cluster?.sendCommand(key, isReadonly, args) ?? this.#single.sendCommand(args);
  }

  async duplicate(): Promise<RedisConnection> {
    const twin = this.#client.duplicate();
    // Without a listener an error would end the process; watchers add theirs.
    twin.on("error", () => {});
    await twin.connect();
    return { engine: new NodeRedisEngine(twin), close: () => twin.destroy() };
  }

  watch(watcher: ConnectionWatcher): () => void {
    return watchConnection(this.#client, events, watcher);
  }

  get #cluster(): ClusterClient | undefined {
    return "masters" in this.#client ? (this.#client as unknown as ClusterClient) : undefined;
  }

  get #single(): SingleClient {
    return this.#client as unknown as SingleClient;
  }
}

/** Redis answers name and count in turn; by RESP3 some clients make it an object or a map. */
export function countsOf(reply: unknown, channels: readonly string[]): number[] {
  if (Array.isArray(reply)) return channels.map((_, index) => Number(reply[2 * index + 1] ?? 0));
  if (reply instanceof Map) return channels.map((channel) => Number(reply.get(channel) ?? 0));
  return channels.map((channel) => Number((reply as Record<string, unknown> | null)?.[channel] ?? 0));
}
