import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import { readMessage } from "../codec/validate.js";
import type { Channel, ChannelListener } from "../nodes/channel.js";
import { DecodeError, EncodeError } from "../nodes/errors.js";
import type { ClusterMessage, ClusterResponse, NodeId } from "../nodes/messages.js";
import type { RedisEngine } from "../redis/client.js";
import { Link } from "../redis/link.js";
import { Publisher } from "../redis/publisher.js";
import { decodeEntry, encodeEntry, isKeptType } from "./entry-codec.js";
import type { RedisStreamsAdapterOptions } from "./options.js";
import { PendingNames } from "./pending-names.js";
import type { SharedConnection } from "./shared-connection.js";
import { Stream, type StreamEntry } from "./stream.js";
import { streamNameFor } from "./stream-names.js";
import type { StreamListener, StreamReader } from "./stream-reader.js";
import { StreamWriter } from "./stream-writer.js";

/**
 * Redis Streams. What changes who gets what goes through a stream, in one order for all nodes, and can be
 * read again; questions, answers and signs of life go by publish/subscribe (`prefix#/#` for all nodes,
 * `prefix#/#uid#` for one).
 */
export class StreamsChannel implements Channel, StreamListener {
  readonly #listener: ChannelListener;
  readonly #engine: RedisEngine;
  readonly #options: RedisStreamsAdapterOptions;
  readonly #readers: readonly StreamReader[];
  readonly #stream: Stream;
  readonly #writer: StreamWriter;
  readonly #publisher: Publisher;
  readonly #all: string;
  readonly #names = new PendingNames();
  readonly #connection: SharedConnection;
  #subscriber: RedisEngine | undefined;
  #link: Link | undefined;
  #isClosed = false;

  constructor(
    listener: ChannelListener,
    engine: RedisEngine,
    /** For subscriptions. */
    connection: SharedConnection,
    readers: readonly StreamReader[],
    options: RedisStreamsAdapterOptions,
  ) {
    this.#listener = listener;
    this.#engine = engine;
    this.#connection = connection;
    this.#readers = readers;
    this.#options = options;
    const { streamName, streamCount, channelPrefix } = options;
    this.#stream = new Stream(streamNameFor(listener.namespace, streamName, streamCount), engine);
    this.#writer = new StreamWriter(engine, this.#stream, options.maxLen);
    this.#publisher = new Publisher(engine, options.useShardedPubSub, (command) => this.#watch(command));
    this.#all = `${channelPrefix}#${listener.namespace}#`;
  }

  async open(): Promise<void> {
    this.#names.start();
    for (const reader of this.#readers) reader.listen(this.#listener.namespace, this);
    try {
      await this.#subscribe(await this.#connection.use());
    } catch (error) {
      this.#listener.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  publish(message: ClusterMessage): Promise<string | undefined> | undefined {
    try {
      if (!isKeptType(message)) {
        this.#send(this.#all, message);
        return undefined;
      }
      const fields = encodeEntry(message, this.#options.onlyPlaintext);
      const named = this.#writer.add(fields);
      this.#watch(named);
      // Clients of this node do not wait for an engine that is away.
      return this.#link?.isLost === true ? Promise.resolve(undefined) : this.#names.wait(named);
    } catch (error) {
      this.#listener.onError(new EncodeError(error));
      return undefined;
    }
  }

  respond(to: NodeId, response: ClusterResponse): void {
    try {
      this.#send(`${this.#all}${to}#`, response);
    } catch (error) {
      this.#listener.onError(new EncodeError(error));
    }
  }

  async countOthers(silent: readonly NodeId[]): Promise<number> {
    const channels = [this.#all, ...silent.map((uid) => `${this.#all}${uid}#`)];
    const [all = 0, ...paused] = this.#options.useShardedPubSub
      ? await this.#engine.countShardedSubscribers(channels)
      : await this.#engine.countSubscribers(channels);
    return Math.max(0, all - 1 - paused.filter((count) => count > 0).length);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#writer.flush();
    this.#publisher.flush();
    this.#link?.close();
    this.#names.stop();
    for (const reader of this.#readers) reader.unlisten(this.#listener.namespace, this);
    const subscriber = this.#subscriber;
    const channels = [this.#all, this.#own];
    if (this.#options.useShardedPubSub) {
      await Promise.allSettled(channels.map((channel) => subscriber?.unsubscribeSharded(channel)));
    } else {
      await subscriber?.unsubscribe(channels).catch(() => {});
    }
    this.#connection.release();
  }

  // --- for the reader

  onEntry({ id, fields }: StreamEntry): void {
    const { uid, room } = fields;
    // Its own, and what is for a room that nobody here is in, need not be read.
    if (uid === this.#listener.uid) return;
    if (room !== undefined && !this.#listener.hasRoom(room)) return;
    try {
      const incoming = decodeEntry(fields);
      if (incoming.kind === "message") this.#listener.onMessage(incoming.message, id);
    } catch (error) {
      this.#listener.onError(new DecodeError(`Redis stream ${this.#stream.key}`, error));
    }
  }

  onGap(): void {
    this.#listener.onBack(false);
  }

  onError(error: Error): void {
    this.#listener.onError(error);
  }

  // --- private

  get #own(): string {
    return `${this.#all}${this.#listener.uid}#`;
  }

  async #subscribe(subscriber: RedisEngine): Promise<void> {
    if (this.#isClosed) return;
    this.#subscriber = subscriber;
    const link = new Link(this.#listener, this.#engine, subscriber, { keepsMessages: true });
    this.#link = link;
    const onPayload = (payload: Buffer, channel: string) => this.#onPayload(payload, channel);
    if (this.#options.useShardedPubSub) {
      for (const channel of [this.#all, this.#own])
        link.watch(subscriber.subscribeSharded(channel, onPayload));
    } else {
      link.watch(subscriber.subscribe([this.#all, this.#own], onPayload));
    }
  }

  #send(channel: string, message: ClusterMessage | ClusterResponse): void {
    this.#publisher.publish(channel, encodeMessagePack(message));
  }

  #watch(command: Promise<unknown>): void {
    if (this.#link === undefined) command.catch(() => {});
    else void this.#link.watch(command);
  }

  #onPayload(payload: Buffer, channel: string): void {
    try {
      const incoming = readMessage(decodeMessagePack(payload));
      if (incoming.kind === "message") this.#listener.onMessage(incoming.message);
      else this.#listener.onResponse(incoming.response);
    } catch (error) {
      this.#listener.onError(new DecodeError(`Redis channel ${channel}`, error));
    }
  }
}
