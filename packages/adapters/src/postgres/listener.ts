import { type Notification, type PostgresClient, type PostgresPool, quoteIdentifier } from "./client.js";

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 2000;

export interface ListenerEvents {
  onNotification(notification: Notification): void;
  onLost(error: Error): void;
  /** Listening again; what was notified meanwhile is gone. */
  onBack(): void;
}

/** One connection that listens to the channels of all namespaces, and is made anew when it is lost. */
export class Listener {
  readonly #pool: PostgresPool;
  readonly #events: ListenerEvents;
  readonly #channels = new Set<string>();
  #client: PostgresClient | undefined;
  #opening: Promise<void> | undefined;
  #wasLost = false;
  #retryMs = FIRST_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: PostgresPool, events: ListenerEvents) {
    this.#pool = pool;
    this.#events = events;
  }

  /** Resolves once it listens, or once it is clear that the database is away. */
  async listen(channel: string): Promise<void> {
    this.#channels.add(channel);
    if (this.#client === undefined) {
      await this.#start();
    }
    await this.#query(`LISTEN ${quoteIdentifier(channel)}`);
  }

  unlisten(channel: string): void {
    this.#channels.delete(channel);
    if (this.#channels.size > 0) {
      void this.#query(`UNLISTEN ${quoteIdentifier(channel)}`);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#client?.release(true);
    this.#client = undefined;
  }

  /** Gives up a connection by which nothing comes, though nobody has closed it. */
  renew(): void {
    this.#lose(new Error("the connection is silent"));
  }

  async #query(text: string): Promise<void> {
    const client = this.#client;
    await client?.query(text).catch((error: Error) => this.#lose(error, client));
  }

  #start(): Promise<void> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<void> {
    if (this.#channels.size === 0) return;
    let client: PostgresClient | undefined;
    try {
      client = await this.#pool.connect();
      const mine = client;
      mine.on("notification", (notification) => this.#events.onNotification(notification));
      mine.on("error", (error) => this.#lose(error, mine));
      mine.on("end", () => this.#lose(new Error("the connection was closed"), mine));
      for (const channel of [...this.#channels]) await mine.query(`LISTEN ${quoteIdentifier(channel)}`);
      this.#client = mine;
      this.#retryMs = FIRST_RETRY_MS;
      if (this.#channels.size === 0) {
        this.#client = undefined;
        mine.release(true);
      }
      if (this.#wasLost) {
        this.#wasLost = false;
        this.#events.onBack();
      }
    } catch (error) {
      client?.release(true);
      this.#tellLost(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #lose(error: Error, client = this.#client): void {
    if (client === undefined || client !== this.#client) return;
    this.#client = undefined;
    client.release(true);
    this.#tellLost(error);
  }

  #tellLost(error: Error): void {
    this.#wasLost = true;
    this.#events.onLost(error);
    if (this.#timer !== undefined || this.#channels.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#start();
    }, this.#retryMs).unref();
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2);
  }
}
