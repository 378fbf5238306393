import type { RunLog } from "../../capture-files/run-log.js";
import type { Connection, ConnectionOptions } from "../../connections/index.js";
import type { ConnectionRequest, ConnectionState, OutgoingMessage } from "../../contract/index.js";
import type { Entry } from "../../timeline/entry.js";
import { Arrival, isArrivalKind } from "../matching/arrival.js";
import { StepFailure } from "./failure.js";
import { Inbox } from "./inbox.js";

/** An emit that asked for an acknowledgement. */
export interface AskedAck {
  readonly event: string;
  readonly as: string | undefined;
  ack: Arrival | undefined;
}

/** How long the other side has for its part of a closing handshake before the connection is dropped. */
const goodbyeMs = 2000;
/** The driver tells of acks that are late; steps have their own times. */
const ackTimeoutMs = 3_600_000;
/** Questions of the other side that no step answers; beyond it the oldest are let go. */
const maxQuestions = 10_000;

export type CreateConnection = (options: ConnectionOptions) => Connection;

/** One named connection of a running scenario: the drivers' connection, and what came on it. */
export class Session {
  readonly name: string;
  readonly inbox = new Inbox();
  /** The last handshake that was answered. */
  lastHandshake: Entry | undefined;
  /** What was matched last by a step. */
  lastMatched: Arrival | undefined;
  readonly #log: RunLog;
  readonly #create: CreateConnection;
  readonly #settled = new Set<() => void>();
  /** Emits with a request for an acknowledgement, by what is still missing of them. */
  readonly #unwritten: AskedAck[] = [];
  readonly #unanswered = new Map<number, AskedAck>();
  readonly #unexpected = new Set<AskedAck>();
  /** Received events that asked for an acknowledgement and have none. */
  readonly #questions = new Map<number, Arrival>();
  #connection: Connection | undefined;
  #isDropped = false;

  constructor(name: string, log: RunLog, create: CreateConnection) {
    this.name = name;
    this.#log = log;
    this.#create = create;
  }

  get state(): ConnectionState | undefined {
    return this.#connection?.state;
  }

  get isOver(): boolean {
    const phase = this.state?.phase;
    return this.#isDropped || phase === "closed" || phase === "failed";
  }

  get isOpen(): boolean {
    const phase = this.state?.phase;
    return !this.#isDropped && (phase === "connecting" || phase === "connected" || phase === "closing");
  }

  /** Resolves when the connection stands, failed or was closed. */
  async open(request: ConnectionRequest, signal: AbortSignal): Promise<ConnectionState> {
    const { protocol, url } = request;
    this.#log.addConnection(this.name, { protocol, url });
    this.#isDropped = false;
    this.inbox.reopen();
    if (this.#connection) await this.#connection.open(request);
    else {
      this.#connection = this.#create({
        id: this.name,
        title: this.name,
        request,
        log: (entry) => this.#hear(entry),
        onChange: (state) => this.#changed(state),
      });
      await this.#connection.open();
    }
    const connection = this.#connection;
    await this.#until(() => connection.state.phase !== "connecting", signal);
    return connection.state;
  }

  send(message: OutgoingMessage): void {
    const result = this.#connection?.send(message);
    if (result?.ok) return;
    throw new StepFailure("SEND_REFUSED", {
      connection: this.name,
      message: result?.problem.message ?? `"${this.name}" has not been connected.`,
      ...(result && { problem: result.problem }),
    });
  }

  /** Emits with a request for an acknowledgement. */
  ask(message: Extract<OutgoingMessage, { kind: "event" }>, as: string | undefined): void {
    const asked: AskedAck = { event: message.event, as, ack: undefined };
    this.#unwritten.push(asked);
    try {
      this.send({ ...message, ackTimeoutMs });
    } catch (error) {
      this.#unwritten.pop();
      throw error;
    }
    this.#unexpected.add(asked);
  }

  /** The oldest emit whose acknowledgement no step has expected, by its name or event where one is given. */
  takeAsked(of: string | undefined): AskedAck | undefined {
    for (const asked of this.#unexpected) {
      if (of !== undefined && asked.as !== of && asked.event !== of) continue;
      this.#unexpected.delete(asked);
      return asked;
    }
    return undefined;
  }

  /** The event that is to be acknowledged next. */
  nextQuestion(of: string | undefined): Arrival | undefined {
    const last = this.lastMatched;
    const isMeant = (one: Arrival) => of === undefined || one.entry.event === of;
    if (last && this.#questions.has(last.seq) && isMeant(last)) return last;
    return [...this.#questions.values()].find(isMeant);
  }

  answer(question: Arrival, message: Extract<OutgoingMessage, { kind: "ack" }>): void {
    this.send(message);
    this.#questions.delete(question.seq);
  }

  /** Resolves when the connection is over, or false when the time is. */
  whenOver(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    return this.#until(() => this.isOver, signal, timeoutMs);
  }

  /** Begins the closing handshake. */
  close(code?: number, reason?: string): void {
    const problem = this.#connection?.close(code, reason);
    if (!problem && this.#connection) return;
    throw new StepFailure("SEND_REFUSED", {
      connection: this.name,
      message: problem?.message ?? `"${this.name}" has not been connected.`,
      ...(problem && { problem }),
    });
  }

  /** Drops the connection without a word. */
  drop(): void {
    this.#connection?.terminate();
    this.#isDropped = true;
    this.inbox.over();
    this.#tell();
  }

  /** Says goodbye where that is possible, at the end of a run. */
  async end(): Promise<void> {
    if (!this.#connection || !this.isOpen) return;
    if (this.state?.phase !== "closing") this.#connection.close();
    const isDone = await this.whenOver(goodbyeMs, new AbortController().signal);
    if (!isDone) this.#connection.terminate();
  }

  #hear(entry: Entry): number {
    if (entry.kind === "handshake" && entry.answer !== undefined) this.lastHandshake = entry;
    const isOurs = entry.direction === "sent" && (entry.kind === "message" || entry.kind === "event");
    const seq = this.#log.append(this.name, isOurs ? { ...entry, origin: "scenario" } : entry);
    if (entry.direction === "sent" && entry.kind === "event" && entry.ackId !== undefined) {
      const asked = this.#unwritten.shift();
      if (asked) this.#unanswered.set(seq, asked);
    }
    if (entry.direction === "received" && isArrivalKind(entry.kind)) {
      this.#arrived(new Arrival(seq, entry.kind, entry));
    }
    return seq;
  }

  #arrived(arrival: Arrival): void {
    if (arrival.kind === "ack") {
      const { pairSeq = 0 } = arrival.entry;
      const asked = this.#unanswered.get(pairSeq);
      if (asked) asked.ack = arrival;
      this.#unanswered.delete(pairSeq);
      this.#tell();
      return;
    }
    if (arrival.kind === "event" && arrival.entry.ackId !== undefined) {
      this.#questions.set(arrival.seq, arrival);
      const [oldest] = this.#questions.keys();
      if (this.#questions.size > maxQuestions && oldest !== undefined) this.#questions.delete(oldest);
    }
    this.inbox.add(arrival);
  }

  #changed({ phase }: ConnectionState): void {
    if (phase === "closed" || phase === "failed") this.inbox.over();
    this.#tell();
  }

  #tell(): void {
    for (const look of [...this.#settled]) look();
  }

  /** Resolves with true when an acknowledgement has come, or with false when time or connection are over. */
  whenAcked(asked: AskedAck, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    const isDone = () => asked.ack !== undefined || this.isOver;
    return this.#until(isDone, signal, timeoutMs).then(() => asked.ack !== undefined);
  }

  #until(isDone: () => boolean, signal: AbortSignal, timeoutMs?: number): Promise<boolean> {
    signal.throwIfAborted();
    if (isDone()) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        this.#settled.delete(look);
        act();
      };
      const look = () => {
        if (isDone()) settle(() => resolve(true));
      };
      const onAbort = () => settle(() => reject(signal.reason));
      const timer =
        timeoutMs === undefined ? undefined : setTimeout(() => settle(() => resolve(false)), timeoutMs);
      this.#settled.add(look);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}
