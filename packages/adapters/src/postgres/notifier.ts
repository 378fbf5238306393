import type { Attachments } from "./attachments.js";
import type { PostgresPool } from "./client.js";
import { type Outgoing, pointerPayload } from "./notification-codec.js";

/** How many messages go in one query. */
const BATCH = 500;
/**
 * Notifies of many messages in one query, which the server plans once for each connection. The messages are
 * one JSON text: the client's own lists cost it more. Nothing waits for the disk, as notifications are not
 * kept there.
 */
const NOTIFY_ALL = {
  name: "signalbox-notify",
  text: [
    "SELECT set_config('synchronous_commit', 'off', true), count(pg_notify($1, payload))",
    "FROM json_array_elements_text($2::json) AS given (payload)",
  ].join(" "),
};
/** How many messages wait for a database that is away; more, and the oldest are given up. */
const MAX_WAITING = 10_000;
const RETRY_MS = 500;
/** After how long without an answer a connection is given up: a network may swallow everything. */
const QUERY_TIMEOUT_MS = 10_000;

interface Waiting {
  readonly channel: string;
  readonly message: Outgoing;
}

export interface NotifierEvents {
  /** The database refuses a message that waits: it is tried again. */
  onUnreachable(error: Error): void;
  /** Messages that are not sent. */
  onGivenUp(error: Error): void;
}

/**
 * Sends notifications, one query at a time, so that they arrive in the order of their sending: while one
 * query is under way the next ones gather, and leave together.
 */
export class Notifier {
  readonly #pool: PostgresPool;
  readonly #attachments: Attachments;
  readonly #events: NotifierEvents;
  #waiting: Waiting[] = [];
  #isSending = false;
  #timer: NodeJS.Timeout | undefined;
  #onIdle: (() => void)[] = [];

  constructor(pool: PostgresPool, attachments: Attachments, events: NotifierEvents) {
    this.#pool = pool;
    this.#attachments = attachments;
    this.#events = events;
  }

  send(channel: string, message: Outgoing): void {
    this.#waiting.push({ channel, message });
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.#events.onGivenUp(
        new Error(`more than ${MAX_WAITING} messages wait for Postgres: the oldest is given up`),
      );
    }
    this.#start();
  }

  /** Resolves when nothing is under way: all is sent, or the database is away. */
  async idle(): Promise<void> {
    if (!this.#isSending) return;
    await new Promise<void>((resolve) => this.#onIdle.push(resolve));
  }

  #start(): void {
    if (this.#isSending || this.#timer !== undefined || this.#waiting.length === 0) return;
    this.#isSending = true;
    // After what runs now: all that it sends leaves together.
    process.nextTick(() => void this.#sendAll());
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        await this.#sendBatch(batch);
        this.#waiting = this.#waiting.slice(batch.length);
      } catch (error) {
        const reason = error instanceof Error ? error : new Error(String(error));
        if (isUnreachable(reason)) {
          this.#events.onUnreachable(reason);
          this.#retryLater();
          break;
        }
        this.#waiting = this.#waiting.slice(batch.length);
        this.#events.onGivenUp(reason);
      }
    }
    this.#isSending = false;
    for (const tell of this.#onIdle.splice(0)) tell();
  }

  /** Those that go to the channel of the first: each query has one. */
  #nextBatch(): Waiting[] {
    const channel = this.#waiting[0]?.channel;
    const end = this.#waiting.findIndex((waiting, index) => index === BATCH || waiting.channel !== channel);
    return this.#waiting.slice(0, end === -1 ? BATCH : end);
  }

  async #sendBatch(batch: readonly Waiting[]): Promise<void> {
    const attachments: Buffer[] = [];
    for (const { message } of batch) if ("attachment" in message) attachments.push(message.attachment);
    const ids = attachments.length > 0 ? await this.#attachments.add(attachments) : [];
    let next = 0;
    const payloads = batch.map(({ message }) =>
      "payload" in message ? message.payload : pointerPayload(message.pointer, ids[next++] ?? ""),
    );
    await this.#pool.query({
      ...NOTIFY_ALL,
      query_timeout: QUERY_TIMEOUT_MS,
      values: [batch[0]?.channel, JSON.stringify(makeDistinct(payloads))],
    });
  }

  #retryLater(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, RETRY_MS).unref();
  }
}

/**
 * Postgres folds equal notifications of one transaction into one. Space at the end makes equal ones
 * different, and is nothing to a reader of JSON.
 */
function makeDistinct(payloads: readonly string[]): string[] {
  const times = new Map<string, number>();
  return payloads.map((payload) => {
    const before = times.get(payload) ?? 0;
    times.set(payload, before + 1);
    return payload + " ".repeat(before);
  });
}

/** Errors of the connection have Node's codes, SQLSTATE class 08 or 57P0x, or none; all else is the message's own fault. */
function isUnreachable(error: Error & { readonly code?: unknown }): boolean {
  const { code } = error;
  if (typeof code !== "string") return true;
  return /^E[A-Z]/.test(code) || /^(08|57P|53)/.test(code);
}
