import { type IpcMessage, SOURCE } from "../cluster/messages.js";
import { relayBetweenWorkers } from "../cluster/relay.js";
import type { ChannelListener } from "../nodes/channel.js";
import { EngineLostError } from "../nodes/errors.js";
import { randomName } from "../nodes/ids.js";
import type { ClusterMessage, ClusterResponse } from "../nodes/messages.js";
import type { PostgresPool } from "./client.js";
import { NotifyChannel } from "./notify-channel.js";
import { type PostgresAdapterOptions, postgresDefaults } from "./options.js";
import { Postgres } from "./postgres.js";

/**
 * Joins the workers of this Node cluster to nodes elsewhere, by one connection to Postgres for all of them:
 * other clusters whose primary does the same, and nodes that use `createAdapter(pool)`. The workers use the
 * adapter of `@signalbox/adapters/cluster`. Call it once, in the primary, before the workers are forked.
 *
 * @param pool a pool of the package `pg`
 */
export function setupPrimary(
  pool: PostgresPool,
  options: Partial<PostgresAdapterOptions> = {},
): { close(): void } {
  const all = { ...postgresDefaults, ...options };
  const postgres = new Postgres(pool, all);
  const lines = new Map<string, Line>();

  const relay = relayBetweenWorkers((message) => {
    const { nsp = "/" } = message;
    let line = lines.get(nsp);
    if (line === undefined) {
      line = new Line(nsp, (listener) => new NotifyChannel(listener, postgres, all), deliver);
      lines.set(nsp, line);
    }
    line.send(message);
  });
  /** What its own workers have said comes back; they know it. */
  function deliver(message: ClusterMessage | ClusterResponse): void {
    if (!relay.has(message.uid)) relay.deliver({ ...message, source: SOURCE } as IpcMessage);
  }

  return {
    close() {
      relay.stop();
      for (const line of lines.values()) line.close();
    },
  };
}

/** One namespace's way to other processes. */
class Line implements ChannelListener {
  readonly uid = randomName();
  readonly namespace: string;
  readonly #channel: NotifyChannel;
  readonly #deliver: (message: ClusterMessage | ClusterResponse) => void;
  /** What is said before it hears: the answers would be missed. */
  #waiting: IpcMessage[] | undefined = [];
  #isLost = false;

  constructor(
    namespace: string,
    open: (listener: ChannelListener) => NotifyChannel,
    deliver: (message: ClusterMessage | ClusterResponse) => void,
  ) {
    this.namespace = namespace;
    this.#deliver = deliver;
    this.#channel = open(this);
    void this.#channel.open().then(() => {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const message of waiting) this.send(message);
    });
  }

  send(message: IpcMessage): void {
    if (this.#waiting !== undefined) {
      this.#waiting.push(message);
    } else if ("requesterUid" in message) {
      const { source: _, requesterUid, ...response } = message;
      this.#channel.respond(requesterUid, response as ClusterResponse);
    } else {
      const { source: _, ...rest } = message;
      this.#channel.publish(rest as ClusterMessage);
    }
  }

  close(): void {
    void this.#channel.close();
  }

  // --- for the channel

  /** Only the workers know who is in which room. */
  hasRoom(): boolean {
    return true;
  }

  onMessage(message: ClusterMessage): void {
    this.#deliver(message);
  }

  onResponse(response: ClusterResponse): void {
    this.#deliver(response);
  }

  onEcho(): void {}

  onLost(reason: Error): void {
    if (this.#isLost) return;
    this.#isLost = true;
    process.emitWarning(new EngineLostError("Postgres", this.namespace, reason));
  }

  onBack(): void {
    this.#isLost = false;
  }

  onError(error: Error): void {
    process.emitWarning(error);
  }
}
