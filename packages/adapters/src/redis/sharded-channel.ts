import { decodeTextOrBytes, encodeTextOrBytes } from "../codec/text-or-bytes.js";
import { readMessage } from "../codec/validate.js";
import type { Channel, ChannelListener } from "../nodes/channel.js";
import { DecodeError, EncodeError } from "../nodes/errors.js";
import { type ClusterMessage, type ClusterResponse, MessageType, type NodeId } from "../nodes/messages.js";
import type { RedisEngine } from "./client.js";
import { Link } from "./link.js";
import type { ShardedRedisAdapterOptions } from "./options.js";
import { Publisher } from "./publisher.js";

/** The length of socket ids. Official nodes take a room with such a name for a private one when they send. */
const SOCKET_ID_LENGTH = 20;

/**
 * Redis sharded publish/subscribe (7.0). Channels: `prefix#/#` for all nodes, `prefix#/#uid#` for answers,
 * and `prefix#/#room#` for broadcasts to one room, where the mode gives it a channel.
 */
export class ShardedChannel implements Channel {
  readonly hearsItself = true;
  readonly #listener: ChannelListener;
  readonly #engine: RedisEngine;
  readonly #publisher: Publisher;
  readonly #subscriber: RedisEngine;
  readonly #mode: ShardedRedisAdapterOptions["subscriptionMode"];
  readonly #all: string;
  /** How this node's messages end, unless there are bytes in them. */
  readonly #signature: Buffer;
  /** Rooms whose channels are subscribed to, and when that is so. */
  readonly #entered = new Map<string, Promise<void>>();
  #link: Link | undefined;

  constructor(
    listener: ChannelListener,
    engine: RedisEngine,
    subscriber: RedisEngine,
    options: ShardedRedisAdapterOptions,
  ) {
    this.#listener = listener;
    this.#engine = engine;
    this.#publisher = new Publisher(engine, true, (command) => void this.#link?.watch(command));
    this.#subscriber = subscriber;
    this.#mode = options.subscriptionMode;
    const { uid, namespace } = listener;
    this.#signature = Buffer.from(`,"uid":${JSON.stringify(uid)},"nsp":${JSON.stringify(namespace)}}`);
    this.#all = `${options.channelPrefix}#${listener.namespace}#`;
  }

  async open(): Promise<void> {
    this.#link = new Link(this.#listener, this.#engine, this.#subscriber);
    await Promise.all([this.#subscribe(this.#all), this.#subscribe(this.#own)]);
  }

  publish(message: ClusterMessage): boolean {
    this.#send(this.#channelOf(message), message);
    return false;
  }

  respond(to: NodeId, response: ClusterResponse): void {
    this.#send(`${this.#all}${to}#`, response);
  }

  async countOthers(silent: readonly NodeId[]): Promise<number> {
    const [all = 0, ...paused] = await this.#engine.countShardedSubscribers([
      this.#all,
      ...silent.map((uid) => `${this.#all}${uid}#`),
    ]);
    return Math.max(0, all - 1 - paused.filter((count) => count > 0).length);
  }

  enterRoom(room: string): Promise<void> {
    if (!this.#hasChannel(room)) return Promise.resolve();
    let entering = this.#entered.get(room);
    if (entering === undefined) {
      entering = this.#subscribe(`${this.#all}${room}#`);
      this.#entered.set(room, entering);
    }
    return entering;
  }

  leaveRoom(room: string): void {
    if (!this.#entered.delete(room)) return;
    void this.#link?.watch(this.#subscriber.unsubscribeSharded(`${this.#all}${room}#`));
  }

  async close(): Promise<void> {
    this.#publisher.flush();
    this.#link?.close();
    const rooms = [...this.#entered.keys()].map((room) => `${this.#all}${room}#`);
    await Promise.allSettled(
      [this.#all, this.#own, ...rooms].map((channel) => this.#subscriber.unsubscribeSharded(channel)),
    );
  }

  get #own(): string {
    return `${this.#all}${this.#listener.uid}#`;
  }

  #hasChannel(room: string): boolean {
    if (this.#mode === "static") return false;
    return this.#mode === "dynamic-private" || room.length !== SOCKET_ID_LENGTH;
  }

  #channelOf(message: ClusterMessage): string {
    if (message.type !== MessageType.BROADCAST || message.data.requestId !== undefined) return this.#all;
    // Every node has to say how many clients it reached, so what wants acknowledgements goes to all.
    const { rooms = [] } = message.data.opts;
    const [room] = rooms;
    return rooms.length === 1 && room !== undefined && this.#hasChannel(room)
      ? `${this.#all}${room}#`
      : this.#all;
  }

  async #subscribe(channel: string): Promise<void> {
    const subscribed = this.#subscriber.subscribeSharded(channel, (payload) =>
      this.#onPayload(payload, channel),
    );
    await this.#link?.watch(subscribed);
  }

  #send(channel: string, message: ClusterMessage | ClusterResponse): void {
    try {
      this.#publisher.publish(channel, encodeTextOrBytes(message));
    } catch (error) {
      this.#listener.onError(new EncodeError(error));
    }
  }

  #onPayload(payload: Buffer, channel: string): void {
    // Its own, as it wrote them, need not be read.
    if (payload.subarray(-this.#signature.length).equals(this.#signature)) {
      this.#listener.onEcho();
      return;
    }
    try {
      const incoming = readMessage(decodeTextOrBytes(payload));
      if (incoming.kind === "message") this.#listener.onMessage(incoming.message);
      else this.#listener.onResponse(incoming.response);
    } catch (error) {
      this.#listener.onError(new DecodeError(`Redis channel ${channel}`, error));
    }
  }
}
