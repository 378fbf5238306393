import type { ConnectionWatcher, OnPayload, Payload, RedisConnection, RedisEngine } from "./client.js";
import { watchConnection } from "./connections.js";
import { sumOfCounts } from "./node-redis.js";

/** The members of a client or cluster of the package `ioredis` that are used. */
export interface IoredisClient {
  readonly status: string;
  publish(channel: string, payload: Payload): Promise<unknown>;
  subscribe(...channels: string[]): Promise<unknown>;
  unsubscribe(...channels: string[]): Promise<unknown>;
  psubscribe(...patterns: string[]): Promise<unknown>;
  punsubscribe(...patterns: string[]): Promise<unknown>;
  spublish(channel: string, payload: Payload): Promise<unknown>;
  ssubscribe(...channels: string[]): Promise<unknown>;
  sunsubscribe(...channels: string[]): Promise<unknown>;
  call(command: string, ...args: Payload[]): Promise<unknown>;
  duplicate(): IoredisClient;
  disconnect(): void;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
}

interface ClusterNode extends Pick<IoredisClient, "call" | "publish"> {
  readonly options: { readonly host?: string; readonly port?: number };
}

interface ClusterClient {
  nodes(role: "master"): ClusterNode[];
}

/** Who listens to a channel or a pattern: its first listener subscribes, its last one's leave unsubscribes. */
class Route {
  readonly #listeners = new Map<string, Set<OnPayload>>();

  /** @returns whether it is the first */
  add(name: string, listener: OnPayload): boolean {
    const listeners = this.#listeners.get(name);
    if (listeners === undefined) this.#listeners.set(name, new Set([listener]));
    else listeners.add(listener);
    return listeners === undefined;
  }

  /** @returns whether it was the last */
  remove(name: string, listener: OnPayload | undefined): boolean {
    const listeners = this.#listeners.get(name);
    if (listeners === undefined || listener === undefined || !listeners.delete(listener)) return false;
    return listeners.size === 0 && this.#listeners.delete(name);
  }

  tell(name: string, payload: Buffer, channel: string): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload, channel);
  }
}

interface Routes {
  readonly channels: Route;
  readonly patterns: Route;
  readonly sharded: Route;
}

/** One set of listeners a client, however many namespaces there are. */
const routesOf = new WeakMap<IoredisClient, Routes>();

function routesFor(client: IoredisClient): Routes {
  const existing = routesOf.get(client);
  if (existing !== undefined) return existing;
  const routes: Routes = { channels: new Route(), patterns: new Route(), sharded: new Route() };
  routesOf.set(client, routes);
  client.on("messageBuffer", (...args) => {
    const [channel, payload] = args as [Buffer, Buffer];
    const name = channel.toString();
    routes.channels.tell(name, payload, name);
  });
  client.on("pmessageBuffer", (...args) => {
    const [pattern, channel, payload] = args as [Buffer | string, Buffer, Buffer];
    routes.patterns.tell(pattern.toString(), payload, channel.toString());
  });
  client.on("smessageBuffer", (...args) => {
    const [channel, payload] = args as [Buffer, Buffer];
    const name = channel.toString();
    routes.sharded.tell(name, payload, name);
  });
  return routes;
}

/** The events of a client, and of a cluster. */
const events = [
  ["error", "lost"],
  ["close", "lost"],
  ["ready", "back"],
  ["node error", "lost"],
  ["-node", "lost"],
  ["+node", "back"],
] as const;

/** The package `ioredis`. */
export class IoredisEngine implements RedisEngine {
  readonly #client: IoredisClient;
  /** This engine's listeners, by channel or pattern. */
  readonly #own = new Map<string, OnPayload>();

  constructor(client: IoredisClient) {
    this.#client = client;
  }

  get isCluster(): boolean {
    return this.#masters !== undefined;
  }

  publishByScript(args: readonly Payload[]): Promise<unknown> {
    return this.#publisher.call("EVAL", ...args);
  }

  publish(channel: string, payload: Payload): Promise<unknown> {
    return this.#publisher.publish(channel, payload);
  }

  async subscribe(channels: readonly string[], onPayload: OnPayload): Promise<void> {
    for (const channel of channels) this.#own.set(channel, onPayload);
    const fresh = channels.filter((channel) => this.#routes.channels.add(channel, onPayload));
    if (fresh.length > 0) await this.#client.subscribe(...fresh);
  }

  async unsubscribe(channels: readonly string[]): Promise<void> {
    const unused = channels.filter((channel) => this.#routes.channels.remove(channel, this.#forget(channel)));
    if (unused.length > 0) await this.#client.unsubscribe(...unused);
  }

  async subscribePattern(pattern: string, onPayload: OnPayload): Promise<void> {
    this.#own.set(pattern, onPayload);
    if (this.#routes.patterns.add(pattern, onPayload)) await this.#client.psubscribe(pattern);
  }

  async unsubscribePattern(pattern: string): Promise<void> {
    if (this.#routes.patterns.remove(pattern, this.#forget(pattern)))
      await this.#client.punsubscribe(pattern);
  }

  countSubscribers(channels: readonly string[]): Promise<number[]> {
    return this.#count("NUMSUB", channels);
  }

  publishSharded(channel: string, payload: Payload): Promise<unknown> {
    return this.#client.spublish(channel, payload);
  }

  async subscribeSharded(channel: string, onPayload: OnPayload): Promise<void> {
    this.#own.set(channel, onPayload);
    if (this.#routes.sharded.add(channel, onPayload)) await this.#client.ssubscribe(channel);
  }

  async unsubscribeSharded(channel: string): Promise<void> {
    if (this.#routes.sharded.remove(channel, this.#forget(channel))) await this.#client.sunsubscribe(channel);
  }

  countShardedSubscribers(channels: readonly string[]): Promise<number[]> {
    return this.#count("SHARDNUMSUB", channels);
  }

  command(_key: string, _isReadonly: boolean, [name = "", ...args]: readonly Payload[]): Promise<unknown> {
    return this.#client.call(String(name), ...args);
  }

  async duplicate(): Promise<RedisConnection> {
    const twin = this.#client.duplicate();
    twin.on("error", () => {});
    return { engine: new IoredisEngine(twin), close: () => twin.disconnect() };
  }

  watch(watcher: ConnectionWatcher): () => void {
    return watchConnection(this.#client, events, watcher);
  }

  get #routes(): Routes {
    return routesFor(this.#client);
  }

  #forget(name: string): OnPayload | undefined {
    const listener = this.#own.get(name);
    this.#own.delete(name);
    return listener;
  }

  /** Each node of a cluster knows its own subscribers. */
  async #count(command: "NUMSUB" | "SHARDNUMSUB", channels: readonly string[]): Promise<number[]> {
    const nodes = this.#masters ?? [this.#client];
    return sumOfCounts(
      await Promise.all(nodes.map((node) => node.call("PUBSUB", command, ...channels))),
      channels,
    );
  }

  /**
   * A cluster passes a message on to all its nodes whichever gets it; only what goes by the same one keeps
   * its order, so it is always the one of the smallest address.
   */
  get #publisher(): Pick<IoredisClient, "publish" | "call"> {
    const [first, ...rest] = this.#masters ?? [];
    return first === undefined
      ? this.#client
      : rest.reduce((a, b) => (addressOf(a) < addressOf(b) ? a : b), first);
  }

  get #masters(): ClusterNode[] | undefined {
    return "nodes" in this.#client ? (this.#client as unknown as ClusterClient).nodes("master") : undefined;
  }
}

function addressOf({ options }: ClusterNode): string {
  return `${options.host}:${options.port}`;
}
