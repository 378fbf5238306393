import type { ConnectionWatcher, OnPayload, Payload, RedisConnection, RedisEngine } from "./client.js";
import { watchConnection } from "./connections.js";

/** In buffer mode both are Buffers; the package's types do not say so everywhere. */
type Listener = (payload: Buffer | string, channel: Buffer | string) => void;

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
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
}

interface SingleClient {
  publish(channel: string, payload: Payload): Promise<unknown>;
  sendCommand(args: readonly Payload[]): Promise<unknown>;
}

interface SentinelClient {
  sendCommand(isReadonly: boolean, args: readonly Payload[]): Promise<unknown>;
}

interface ClusterNode {
  readonly address: string;
}

interface ClusterClient {
  readonly masters: readonly ClusterNode[];
  nodeClient(node: ClusterNode): Promise<SingleClient> | SingleClient;
  sendCommand(key: string, isReadonly: boolean, args: readonly Payload[]): Promise<unknown>;
}

/** The events of a client, and of a cluster. */
const events = [
  ["error", "lost"],
  ["end", "lost"],
  ["ready", "back"],
  // Not `node-disconnect`: a cluster client lets go of shards that it needs no more.
  ["node-error", "lost"],
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

  get isCluster(): boolean {
    return this.#cluster !== undefined;
  }

  publish(channel: string, payload: Payload): Promise<unknown> {
    return this.#onPublisher((client) => client.publish(channel, payload));
  }

  publishByScript(args: readonly Payload[]): Promise<unknown> {
    if (this.#cluster === undefined) return this.#send(false, ["EVAL", ...args]);
    return this.#onPublisher((client) => client.sendCommand(["EVAL", ...args]));
  }

  subscribe(channels: readonly string[], onPayload: OnPayload): Promise<void> {
    const listener = listenerOf(onPayload);
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
    const listener = listenerOf(onPayload);
    this.#listeners.set(pattern, listener);
    return this.#client.pSubscribe(pattern, listener, true);
  }

  async unsubscribePattern(pattern: string): Promise<void> {
    const listener = this.#listeners.get(pattern);
    this.#listeners.delete(pattern);
    if (listener !== undefined) await this.#client.pUnsubscribe(pattern, listener, true);
  }

  countSubscribers(channels: readonly string[]): Promise<number[]> {
    return this.#count("NUMSUB", channels);
  }

  async publishSharded(channel: string, payload: Payload): Promise<unknown> {
    return this.#client.sPublish?.(channel, payload);
  }

  async subscribeSharded(channel: string, onPayload: OnPayload): Promise<void> {
    const listener = listenerOf(onPayload);
    this.#listeners.set(channel, listener);
    await this.#client.sSubscribe?.(channel, listener, true);
  }

  async unsubscribeSharded(channel: string): Promise<void> {
    const listener = this.#listeners.get(channel);
    this.#listeners.delete(channel);
    if (listener !== undefined) await this.#client.sUnsubscribe?.(channel, listener, true);
  }

  countShardedSubscribers(channels: readonly string[]): Promise<number[]> {
    return this.#count("SHARDNUMSUB", channels);
  }

  command(key: string, isReadonly: boolean, args: readonly Payload[]): Promise<unknown> {
    return this.#cluster?.sendCommand(key, isReadonly, args) ?? this.#send(isReadonly, args);
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

  /**
   * A cluster passes a message on to all its nodes whichever gets it; only what goes by the same one keeps
   * its order, so it is always the one of the smallest address.
   */
  #onPublisher(use: (client: SingleClient) => Promise<unknown>): Promise<unknown> {
    const cluster = this.#cluster;
    const [first, ...rest] = cluster?.masters ?? [];
    if (cluster === undefined || first === undefined) return use(this.#single);
    const client = cluster.nodeClient(rest.reduce((a, b) => (a.address < b.address ? a : b), first));
    return client instanceof Promise ? client.then(use) : use(client);
  }

  /** Each node of a cluster knows its own subscribers. */
  async #count(command: "NUMSUB" | "SHARDNUMSUB", channels: readonly string[]): Promise<number[]> {
    const args = ["PUBSUB", command, ...channels];
    const cluster = this.#cluster;
    if (cluster === undefined) return sumOfCounts([await this.#send(false, args)], channels);
    const clients = await Promise.all(cluster.masters.map((master) => cluster.nodeClient(master)));
    return sumOfCounts(await Promise.all(clients.map((client) => client.sendCommand(args))), channels);
  }

  /** To the only server, or to the one that the sentinels name. */
  #send(isReadonly: boolean, args: readonly Payload[]): Promise<unknown> {
    return "getSentinelNode" in this.#client
      ? (this.#client as unknown as SentinelClient).sendCommand(isReadonly, args)
      : this.#single.sendCommand(args);
  }

  get #cluster(): ClusterClient | undefined {
    return "masters" in this.#client ? (this.#client as unknown as ClusterClient) : undefined;
  }

  get #single(): SingleClient {
    return this.#client as unknown as SingleClient;
  }
}

function listenerOf(onPayload: OnPayload): Listener {
  return (payload, channel) =>
    onPayload(typeof payload === "string" ? Buffer.from(payload) : payload, channel.toString());
}

/** Adds up what several nodes answered. */
export function sumOfCounts(replies: readonly unknown[], channels: readonly string[]): number[] {
  const counts = replies.map((reply) => countsOf(reply, channels));
  return channels.map((_, index) => counts.reduce((sum, count) => sum + (count[index] ?? 0), 0));
}

/** Redis answers name and count in turn; by RESP3 some clients make it an object or a map. */
function countsOf(reply: unknown, channels: readonly string[]): number[] {
  if (Array.isArray(reply)) return channels.map((_, index) => Number(reply[2 * index + 1] ?? 0));
  if (reply instanceof Map) return channels.map((channel) => Number(reply.get(channel) ?? 0));
  return channels.map((channel) => Number((reply as Record<string, unknown> | null)?.[channel] ?? 0));
}
