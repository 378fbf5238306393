import { setTimeout as sleep } from "node:timers/promises";
import { type Capture, type CapturedRow, factsOf, sentCloseOf } from "../capture-files/index.js";
import { RunLog } from "../capture-files/run-log.js";
import type { ConnectionRequest } from "../contract/index.js";
import {
  type Comparable,
  comparableOf,
  compareRows,
  type Ignored,
  learnIds,
  type RowDifference,
  type SentTexts,
  Substitutions,
  sentTexts,
} from "../diff/index.js";
import { messageOf } from "./outgoing.js";
import { Player } from "./player.js";
import { requestOf } from "./request.js";

export interface ReplayOptions {
  /** 1: as it was recorded; 2: twice as fast; Infinity: as fast as answers come. */
  readonly speed: number;
  /** How long each recorded answer is waited for, beyond its time, in milliseconds. */
  readonly timeoutMs: number;
  /** How long to wait at the end for what was not recorded, in milliseconds. */
  readonly settleMs: number;
  /** Another server: its scheme, host and port take the place of the recorded ones. */
  readonly url?: string;
  /** Texts of the recording and what is sent in their place. */
  readonly replace?: readonly (readonly [recorded: string, now: string])[];
  /** What is not compared. */
  readonly ignore?: readonly Ignored[];
  readonly signal?: AbortSignal;
  /** Told as each row of the recording has been gone through. */
  readonly onProgress?: (done: number, total: number) => void;
}

export const replayDefaults = { speed: 1, timeoutMs: 5000, settleMs: 300 } as const satisfies ReplayOptions;

/** A recorded row that could not be sent again. */
export interface Unsent {
  readonly seq: number;
  readonly connection: string;
  readonly reason: string;
}

export interface ReplayResult {
  readonly differences: readonly RowDifference[];
  readonly unsent: readonly Unsent[];
  readonly sent: number;
  /** Answers of the recording that were compared. */
  readonly compared: number;
  readonly durationMs: number;
  readonly isInterrupted: boolean;
  /** Everything that happened now, to be kept as a capture. */
  readonly log: RunLog;
}

/** Does again what the clients of a recording did, and says where the answers differ. */
export async function replay(
  capture: Capture,
  options: ReplayOptions = replayDefaults,
): Promise<ReplayResult> {
  return await new Replay(capture, options).run();
}

class Replay {
  readonly #capture: Capture;
  readonly #options: ReplayOptions;
  readonly #signal: AbortSignal;
  readonly #log = new RunLog();
  readonly #substitutions = new Substitutions();
  readonly #players = new Map<string, Player>();
  readonly #sentTexts: SentTexts;
  readonly #recorded = new Map<string, Comparable[]>();
  /** Where each recorded arrival stands in its stream, by its row. */
  readonly #places = new Map<number, { readonly stream: string; readonly index: number }>();
  /** How many of a stream were recorded so far, and streams that are no longer waited for. */
  readonly #counts = new Map<string, number>();
  readonly #givenUp = new Set<string>();
  readonly #unsent: Unsent[] = [];
  #sent = 0;

  constructor(capture: Capture, options: ReplayOptions) {
    this.#capture = capture;
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#sentTexts = sentTexts(capture);
    for (const [recorded, now] of options.replace ?? []) this.#substitutions.add(recorded, now);
    for (const connection of capture.connections) {
      const request = this.#requestNow(requestOf(capture, connection));
      this.#players.set(connection.id, new Player(connection, request, this.#log));
      this.#recorded.set(connection.id, []);
    }
  }

  async run(): Promise<ReplayResult> {
    const started = performance.now();
    const { rows } = this.#capture;
    const firstAt = rows[0]?.entry.at ?? 0;
    for (const [index, row] of rows.entries()) {
      if (this.#signal.aborted) break;
      const player = this.#players.get(row.connection);
      if (player) await this.#play(row, player, started, row.entry.at - firstAt);
      this.#options.onProgress?.(index + 1, rows.length);
    }
    if (!this.#signal.aborted) await this.#settle();
    await Promise.all([...this.#players.values()].map((player) => player.end()));
    const differences = this.#compare();
    return {
      differences,
      unsent: this.#unsent,
      sent: this.#sent,
      compared: [...this.#recorded.values()].flat().length,
      durationMs: performance.now() - started,
      isInterrupted: this.#signal.aborted,
      log: this.#log,
    };
  }

  async #play(row: CapturedRow, player: Player, started: number, offsetMs: number): Promise<void> {
    const { kind, direction } = row.entry;
    if (kind === "state") {
      await this.#playState(row, player, () => this.#pace(started, offsetMs));
      return;
    }
    if (direction === "received") {
      await this.#awaitArrival(row, player);
      return;
    }
    // Engine.IO answers heartbeats by itself, and a WebSocket answers pings.
    if (kind !== "message" && kind !== "event" && kind !== "ack" && kind !== "ping") return;
    await this.#pace(started, offsetMs);
    this.#send(row, player);
  }

  async #playState(row: CapturedRow, player: Player, pace: () => Promise<void>): Promise<void> {
    const { timeoutMs } = this.#options;
    const { phase, socketId, close } = factsOf(row.entry);
    switch (phase) {
      case "connecting":
        await pace();
        player.open();
        return;
      case "connected":
        await player.until(() => player.state.phase !== "connecting", timeoutMs, this.#signal);
        if (typeof socketId === "string")
          this.#substitutions.add(socketId, player.state.socketId ?? socketId);
        return;
      case "closing": {
        await pace();
        const frame = sentCloseOf(this.#capture.rows, row);
        if (!player.isOver) player.close(frame?.code, frame?.reason);
        return;
      }
      case "closed":
      case "failed": {
        this.#note(row);
        if (isOwnEnd(close) && !player.isOver) {
          await pace();
          player.close();
        }
        await player.until(() => player.isOver, timeoutMs, this.#signal);
      }
    }
  }

  #send(row: CapturedRow, player: Player): void {
    const refuse = (reason: string) =>
      void this.#unsent.push({ seq: row.seq, connection: player.captured.title, reason });
    let ackId: number | undefined;
    if (row.entry.kind === "ack") {
      const place = this.#places.get(row.entry.pairSeq ?? 0);
      const question = place && player.arrived(place.stream, place.index);
      ackId = question?.row.entry.ackId;
      if (ackId === undefined) {
        refuse("the event that it acknowledges did not come");
        return;
      }
    }
    const message = messageOf(row, this.#substitutions, ackId);
    if (!message) return;
    const result = player.send(message);
    if (result.ok) this.#sent++;
    else refuse(result.problem.message);
  }

  /** Waits until as many of the row's stream have come as were recorded so far. */
  async #awaitArrival(row: CapturedRow, player: Player): Promise<void> {
    const place = this.#note(row);
    if (!place) return;
    const { comparable, stream, index } = place;
    const key = `${row.connection} ${stream}`;
    const isThere = () => player.arrived(stream, index) !== undefined;
    if (!this.#givenUp.has(key)) {
      const isOver = () => isThere() || player.isOver;
      const isInTime = await player.until(isOver, this.#options.timeoutMs, this.#signal);
      // What did not come once is not waited for again, or a dead server would cost its time at each row.
      if (!isInTime) this.#givenUp.add(key);
    }
    const arrived = player.arrived(stream, index);
    if (!arrived) return;
    learnIds(comparable.value, arrived.comparable.value, row.seq, this.#sentTexts, this.#substitutions);
  }

  /** Counts a recorded row among those to be compared. */
  #note(row: CapturedRow): { comparable: Comparable; stream: string; index: number } | undefined {
    const comparable = comparableOf(row);
    const recorded = this.#recorded.get(row.connection);
    if (!comparable || comparable.direction === "sent" || !recorded) return undefined;
    const title = this.#players.get(row.connection)?.captured.title ?? row.connection;
    recorded.push({ ...comparable, connection: title });
    const { stream } = comparable;
    const key = `${row.connection} ${stream}`;
    const index = this.#counts.get(key) ?? 0;
    this.#counts.set(key, index + 1);
    this.#places.set(row.seq, { stream, index });
    return { comparable, stream, index };
  }

  async #pace(started: number, offsetMs: number): Promise<void> {
    const { speed } = this.#options;
    if (speed === Number.POSITIVE_INFINITY) return;
    const waitMs = started + offsetMs / speed - performance.now();
    if (waitMs > 1) await sleep(waitMs, undefined, { signal: this.#signal }).catch(() => {});
  }

  /** At the end there is a moment for what was not recorded, where a connection still stands. */
  async #settle(): Promise<void> {
    if (![...this.#players.values()].some(({ state }) => state.phase === "connected")) return;
    await sleep(this.#options.settleMs, undefined, { signal: this.#signal }).catch(() => {});
  }

  #compare(): readonly RowDifference[] {
    const { ignore = [] } = this.#options;
    return [...this.#players].flatMap(([id, player]) => {
      const recorded = this.#recorded.get(id) ?? [];
      // A recording that was cut off has no end; the one that is made here is no difference.
      const hasEnd = recorded.some(({ stream }) => stream === "end");
      const now = player.comparables.filter(({ stream }) => hasEnd || stream !== "end");
      return compareRows(recorded, now, { ignore, substitutions: this.#substitutions });
    });
  }

  #requestNow(request: ConnectionRequest): ConnectionRequest {
    const { url } = this.#options;
    const substituted = this.#substitutions.value(request) as ConnectionRequest;
    return url === undefined ? substituted : { ...substituted, url: atServer(substituted.url, url) };
  }
}

/** Whether a Socket.IO connection was left by its client, which has no closing state before. */
function isOwnEnd(close: unknown): boolean {
  return (
    typeof close === "object" &&
    close !== null &&
    "reason" in close &&
    close.reason === "io client disconnect"
  );
}

/** A recorded address at another server: path and query stay. */
function atServer(recorded: string, server: string): string {
  const at = new URL(recorded);
  const { protocol, host } = new URL(server);
  return `${protocol}//${host}${at.pathname}${at.search}`;
}
