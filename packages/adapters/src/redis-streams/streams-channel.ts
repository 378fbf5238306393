import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import { readMessage } from "../codec/validate.js";
import type { Channel, ChannelListener, OnKept } from "../nodes/channel.js";
import { DecodeError, EncodeError } from "../nodes/errors.js";
import type { ClusterMessage, ClusterResponse, NodeId } from "../nodes/messages.js";
import type { RedisEngine } from "../redis/client.js";
import { Link } from "../redis/link.js";
import { Publisher } from "../redis/publisher.js";
import { decodeEntry, encodeEntry, isKept } from "./entry-codec.js";
import type { RedisStreamsAdapterOptions } from "./options.js";
import { OwnEntries } from "./own-entries.js";
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
  readonly hearsItself = true;
  readonly #listener: ChannelListener;
  readonly #engine: RedisEngine;
  readonly #options: RedisStreamsAdapterOptions;
  readonly #readers: readonly StreamReader[];
  readonly #stream: Stream;
  readonly #writer: StreamWriter;
  readonly #publisher: Publisher;
  readonly #all: string;
  readonly #namesMessages: boolean;
  readonly #own = new OwnEntries();
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
    /** Whether this node wants to know under which names its messages are kept. */
    namesMessages: boolean,
  ) {
    this.#listener = listener;
    this.#engine = engine;
    this.#connection = connection;
    this.#readers = readers;
    this.#options = options;
    const { streamName, streamCount, channelPrefix } = options;
    this.#stream = new Stream(streamNameFor(listener.namespace, streamName, streamCount), engine);
    const onError = (error: unknown) => this.#link?.tell(error);
    this.#writer = new StreamWriter(engine, this.#stream, options.maxLen, onError);
    this.#namesMessages = namesMessages;
    this.#publisher = new Publisher(engine, options.useShardedPubSub, (command) => this.#watch(command));
    this.#all = `${channelPrefix}#${listener.namespace}#`;
  }

  async open(): Promise<void> {
    this.#own.start();
    for (const reader of this.#readers) reader.listen(this.#listener.namespace, this);
    try {
      await this.#subscribe(await this.#connection.use());
    } catch (error) {
      this.#listener.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  publish(message: ClusterMessage, onKept?: OnKept): boolean {
    try {
      if (!isKept(message)) {
        this.#send(this.#all, message);
        return false;
      }
      const entry = encodeEntry(message, this.#options.onlyPlaintext);
      // Clients of this node do not wait for an engine that is away.
      const waits = onKept !== undefined && this.#link?.isLost !== true;
      const onAdded = this.#namesMessages ? this.#own.add(waits ? onKept : undefined) : undefined;
      this.#writer.add(entry, onAdded);
      return waits;
    } catch (error) {
      this.#listener.onError(new EncodeError(error));
      return false;
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

  onEngineLost(): void {
    this.#own.giveUpAll();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#writer.flush();
    this.#publisher.flush();
    this.#link?.close();
    this.#own.stop();
    for (const reader of this.#readers) reader.unlisten(this.#listener.namespace, this);
    const subscriber = this.#subscriber;
    const channels = [this.#all, this.#answers];
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
    if (uid === this.#listener.uid) {
      this.#own.onRead(id);
      return;
    }
    // What is for a room that nobody here is in need not be read.
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

  get #answers(): string {
    return `${this.#all}${this.#listener.uid}#`;
  }

  async #subscribe(subscriber: RedisEngine): Promise<void> {
    if (this.#isClosed) return;
    this.#subscriber = subscriber;
    const link = new Link(this.#listener, this.#engine, subscriber, { keepsMessages: true });
    this.#link = link;
    const onPayload = (payload: Buffer, channel: string) => this.#onPayload(payload, channel);
    if (this.#options.useShardedPubSub) {
      for (const channel of [this.#all, this.#answers])
        link.watch(subscriber.subscribeSharded(channel, onPayload));
    } else {
      link.watch(subscriber.subscribe([this.#all, this.#answers], onPayload));
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
