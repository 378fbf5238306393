import { Attachments } from "./attachments.js";
import type { PostgresPool } from "./client.js";
import { Listener } from "./listener.js";
import { Notifier } from "./notifier.js";
import type { PostgresAdapterOptions } from "./options.js";

/** A namespace's part of the database. */
export interface Subscriber {
  onNotification(payload: string): void;
  onLost(error: Error): void;
  onBack(): void;
  onError(error: Error): void;
}

/** What the namespaces of one adapter share: a listening connection, a queue of notifications, a table. */
export class Postgres {
  readonly attachments: Attachments;
  readonly #options: PostgresAdapterOptions;
  readonly #subscribers = new Map<string, Subscriber>();
  readonly #listener: Listener;
  readonly notifier: Notifier;
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: PostgresPool, options: PostgresAdapterOptions) {
    this.#options = options;
    this.attachments = new Attachments(pool, options.tableName);
    this.#listener = new Listener(pool, {
      onNotification: ({ channel, payload }) => {
        if (payload !== undefined) this.#subscribers.get(channel)?.onNotification(payload);
      },
      onLost: (error) => this.#each((subscriber) => subscriber.onLost(error)),
      onBack: () => this.#each((subscriber) => subscriber.onBack()),
    });
    this.notifier = new Notifier(pool, this.attachments, {
      onUnreachable: () => {
        // The listening connection fails as well, and tells.
      },
      onGivenUp: (error) => this.#tell(error),
    });
  }

  /** Resolves once it receives. */
  subscribe(channel: string, subscriber: Subscriber): Promise<void> {
    this.#subscribers.set(channel, subscriber);
    this.#timer ??= setInterval(() => this.#cleanUp(), this.#options.cleanupInterval).unref();
    return this.#listener.listen(channel);
  }

  async unsubscribe(channel: string): Promise<void> {
    this.#subscribers.delete(channel);
    if (this.#subscribers.size > 0) {
      this.#listener.unlisten(channel);
      return;
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
    // The farewell leaves before the connection does.
    await this.notifier.idle();
    this.#listener.unlisten(channel);
  }

  /** Nothing comes by the listening connection any more: takes another. */
  renew(): void {
    this.#listener.renew();
  }

  #cleanUp(): void {
    this.attachments.deleteOld(this.#options.cleanupInterval).catch((error: Error) => this.#tell(error));
  }

  #tell(error: Error): void {
    const { errorHandler } = this.#options;
    if (errorHandler !== undefined) {
      errorHandler(error);
      return;
    }
    const [first] = this.#subscribers.values();
    first?.onError(error);
  }

  #each(tell: (subscriber: Subscriber) => void): void {
    for (const subscriber of this.#subscribers.values()) tell(subscriber);
  }
}
