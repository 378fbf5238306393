import { decodeMessagePack } from "../codec/message-pack.js";
import { readMessage } from "../codec/validate.js";
import type { Channel, ChannelListener } from "../nodes/channel.js";
import { DecodeError, EncodeError } from "../nodes/errors.js";
import type { ClusterMessage, ClusterResponse, NodeId } from "../nodes/messages.js";
import type { RedisEngine } from "./client.js";
import { Link } from "./link.js";
import type { RedisAdapterOptions } from "./options.js";
import { type Encoded, PubSubCodec } from "./pub-sub-codec.js";
import { Publisher } from "./publisher.js";

/**
 * Redis publish/subscribe without shards. Channels: `key#/#` and `key#/#room#` for broadcasts,
 * `key-request#/#`, `key-response#/#` and `key-response#/#uid#` for questions and answers, as the official
 * adapter has them, and `key-nodes#/#` and `key-nodes#/#uid#` for what only our nodes say.
 */
export class PubSubChannel implements Channel {
  readonly hearsItself = true;
  readonly #listener: ChannelListener;
  readonly #engine: RedisEngine;
  readonly #publisher: Publisher;
  readonly #subscriber: RedisEngine;
  readonly #options: RedisAdapterOptions;
  readonly #codec: PubSubCodec;
  readonly #broadcasts: string;
  readonly #requests: string;
  readonly #responses: string;
  readonly #nodes: string;
  #link: Link | undefined;

  constructor(
    listener: ChannelListener,
    engine: RedisEngine,
    subscriber: RedisEngine,
    options: RedisAdapterOptions,
  ) {
    this.#listener = listener;
    this.#engine = engine;
    this.#publisher = new Publisher(engine, false, (command) => void this.#link?.watch(command));
    this.#subscriber = subscriber;
    this.#options = options;
    const { namespace } = listener;
    this.#codec = new PubSubCodec(namespace, options.parser);
    this.#broadcasts = `${options.key}#${namespace}#`;
    this.#requests = `${options.key}-request#${namespace}#`;
    this.#responses = `${options.key}-response#${namespace}#`;
    this.#nodes = `${options.key}-nodes#${namespace}#`;
  }

  async open(): Promise<void> {
    const link = new Link(this.#listener, this.#engine, this.#subscriber);
    this.#link = link;
    const onBroadcast = (payload: Buffer, channel: string) => this.#onBroadcast(payload, channel);
    const onPayload = (payload: Buffer, channel: string) => this.#onPayload(payload, channel);
    await Promise.all([
      link.watch(this.#subscriber.subscribePattern(`${escapePattern(this.#broadcasts)}*`, onBroadcast)),
      link.watch(this.#subscriber.subscribe(this.#ownChannels, onPayload)),
    ]);
  }

  publish(message: ClusterMessage): boolean {
    this.#send(() => {
      const encoded = this.#codec.encode(message);
      return [this.#channelOf(encoded), encoded.payload];
    });
    return false;
  }

  respond(to: NodeId, response: ClusterResponse): void {
    this.#send(() => {
      const { route, payload } = this.#codec.encodeResponse(response);
      if (route === "nodes") return [`${this.#nodes}${to}#`, payload];
      const { publishOnSpecificResponseChannel: isSpecific } = this.#options;
      return [isSpecific ? `${this.#responses}${to}#` : this.#responses, payload];
    });
  }

  async countOthers(silent: readonly NodeId[]): Promise<number> {
    const [all = 0, ...paused] = await this.#engine.countSubscribers([
      this.#requests,
      ...silent.map((uid) => `${this.#responses}${uid}#`),
    ]);
    return Math.max(0, all - 1 - paused.filter((count) => count > 0).length);
  }

  async close(): Promise<void> {
    this.#publisher.flush();
    this.#link?.close();
    await Promise.allSettled([
      this.#subscriber.unsubscribePattern(`${escapePattern(this.#broadcasts)}*`),
      this.#subscriber.unsubscribe(this.#ownChannels),
    ]);
  }

  get #ownChannels(): string[] {
    const { uid } = this.#listener;
    return [
      this.#requests,
      this.#responses,
      `${this.#responses}${uid}#`,
      this.#nodes,
      `${this.#nodes}${uid}#`,
    ];
  }

  #channelOf({ route, room }: Encoded): string {
    if (route === "nodes") return this.#nodes;
    if (route === "request") return this.#requests;
    return room === undefined ? this.#broadcasts : `${this.#broadcasts}${room}#`;
  }

  #send(encode: () => [channel: string, payload: Buffer | string]): void {
    try {
      const [channel, payload] = encode();
      this.#publisher.publish(channel, payload);
    } catch (error) {
      this.#listener.onError(new EncodeError(error));
    }
  }

  #onBroadcast(payload: Buffer, channel: string): void {
    if (!channel.startsWith(this.#broadcasts)) return;
    const room = channel.slice(this.#broadcasts.length, -1);
    // Nobody here is in the room: no need to read it.
    if (room !== "" && !this.#listener.hasRoom(room)) return;
    if (this.#codec.isFrom(payload, this.#listener.uid)) {
      this.#listener.onEcho();
      return;
    }
    this.#read(channel, () => this.#dispatch(this.#codec.decodeBroadcast(payload)));
  }

  #onPayload(payload: Buffer, channel: string): void {
    this.#read(channel, () => {
      if (channel === this.#requests) {
        this.#dispatch(this.#codec.decodeRequest(payload));
      } else if (channel.startsWith(this.#responses)) {
        const response = this.#codec.decodeResponse(payload);
        if (response !== undefined) this.#listener.onResponse(response);
      } else {
        this.#dispatch(decodeMessagePack(payload));
      }
    });
  }

  #dispatch(value: unknown): void {
    if (value === undefined) return;
    const incoming = readMessage(value);
    if (incoming.kind === "message") this.#listener.onMessage(incoming.message);
    else this.#listener.onResponse(incoming.response);
  }

  #read(channel: string, read: () => void): void {
    try {
      read();
    } catch (error) {
      this.#listener.onError(new DecodeError(`Redis channel ${channel}`, error));
    }
  }
}

/** A key may have characters that mean something in a pattern. */
function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]^]/g, "\\$&");
}
