import type { Incoming } from "../codec/validate.js";
import type { Channel, ChannelListener } from "../nodes/channel.js";
import { DecodeError, EncodeError } from "../nodes/errors.js";
import type { ClusterMessage, ClusterResponse, NodeId } from "../nodes/messages.js";
import { decodeAttachment, decodeNotification, encodeNotification, isFrom } from "./notification-codec.js";
import type { PostgresAdapterOptions } from "./options.js";
import type { Postgres, Subscriber } from "./postgres.js";

/** How many messages may wait for one that has to be fetched from the table. */
const MAX_QUEUE = 10_000;

/** Postgres notifications: one channel a namespace, `prefix#/`. */
export class NotifyChannel implements Channel, Subscriber {
  readonly hearsItself = true;
  readonly #listener: ChannelListener;
  readonly #postgres: Postgres;
  readonly #options: PostgresAdapterOptions;
  readonly #channel: string;
  /** Messages that came after one that is being fetched: their order is kept. */
  readonly #queue: (Incoming | Promise<Incoming | undefined>)[] = [];
  #isDraining = false;

  constructor(listener: ChannelListener, postgres: Postgres, options: PostgresAdapterOptions) {
    this.#listener = listener;
    this.#postgres = postgres;
    this.#options = options;
    this.#channel = `${options.channelPrefix}#${listener.namespace}`;
  }

  open(): Promise<void> {
    return this.#postgres.subscribe(this.#channel, this);
  }

  publish(message: ClusterMessage): boolean {
    this.#send(message);
    return false;
  }

  respond(_to: NodeId, response: ClusterResponse): void {
    // There is one channel for all: who did not ask does not know the request's id.
    this.#send(response);
  }

  onEngineLost(by: "connection" | "silence"): void {
    if (by === "silence") this.#postgres.renew();
  }

  close(): Promise<void> {
    return this.#postgres.unsubscribe(this.#channel);
  }

  // --- for the database

  onNotification(payload: string): void {
    const { uid, namespace } = this.#listener;
    if (isFrom(payload, uid, namespace)) {
      this.#listener.onEcho();
      return;
    }
    try {
      const notified = decodeNotification(payload);
      if ("incoming" in notified) {
        this.#take(notified.incoming);
      } else if (notified.uid !== uid) {
        const { attachmentId, room } = notified;
        if (room === undefined || this.#listener.hasRoom(room)) this.#take(this.#fetch(attachmentId));
      }
    } catch (error) {
      this.#listener.onError(new DecodeError(`Postgres channel ${this.#channel}`, error));
    }
  }

  onLost(error: Error): void {
    this.#listener.onLost(error);
  }

  onBack(): void {
    this.#listener.onBack(false);
  }

  onError(error: Error): void {
    this.#listener.onError(error);
  }

  // --- private

  #send(message: ClusterMessage | ClusterResponse): void {
    try {
      const outgoing = encodeNotification(message, this.#options.payloadThreshold);
      this.#postgres.notifier.send(this.#channel, outgoing);
    } catch (error) {
      this.onError(new EncodeError(error));
    }
  }

  async #fetch(id: string): Promise<Incoming | undefined> {
    try {
      const bytes = await this.#postgres.attachments.get(id);
      if (bytes === undefined) throw new Error(`row ${id} of ${this.#options.tableName} is gone`);
      return decodeAttachment(bytes);
    } catch (error) {
      this.#listener.onError(new DecodeError(`Postgres channel ${this.#channel}`, error));
      return undefined;
    }
  }

  #take(incoming: Incoming | Promise<Incoming | undefined>): void {
    if (!this.#isDraining && !(incoming instanceof Promise)) {
      this.#dispatch(incoming);
      return;
    }
    if (this.#queue.length >= MAX_QUEUE) {
      this.#listener.onError(
        new Error(`more than ${MAX_QUEUE} messages wait for a row of ${this.#options.tableName}`),
      );
      return;
    }
    this.#queue.push(incoming);
    if (!this.#isDraining) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      const incoming = next instanceof Promise ? await next : next;
      this.#queue.shift();
      if (incoming !== undefined) this.#dispatch(incoming);
    }
    this.#isDraining = false;
  }

  #dispatch(incoming: Incoming): void {
    if (incoming.kind === "message") this.#listener.onMessage(incoming.message);
    else this.#listener.onResponse(incoming.response);
  }
}
