import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { jsonLine } from "../../capture-files/json-line.js";
import { Connection, type Log } from "../../connections/index.js";
import type { ConnectionState, OutgoingMessage } from "../../contract/index.js";
import type { Entry } from "../../timeline/entry.js";
import { emptyScope, maskSecrets } from "../../variables/index.js";
import { exitCodes } from "../exit-codes.js";
import { paintFor } from "../paint.js";
import { eventOfLine } from "./input-line.js";
import { LineWriter } from "./line-writer.js";
import type { ConnectOptions } from "./options.js";
import type { Target } from "./target.js";
import { textLine } from "./text-format.js";

/** While more than this waits to be sent, stdin is not read. */
const maxBufferedBytes = 1 << 20;

/** Runs one connection from stdin to stdout and returns the exit code. `record` is told every row. */
export async function runSession(target: Target, options: ConnectOptions, record?: Log): Promise<number> {
  const session = new Session(target, options, record);
  return await session.run();
}

class Session {
  readonly #target: Target;
  readonly #options: ConnectOptions;
  readonly #record: Log;
  readonly #connection: Connection;
  readonly #output: LineWriter;
  readonly #paint = paintFor(process.stdout);
  readonly #paintNote = paintFor(process.stderr);
  #seq = 0;
  #awaitedAcks = 0;
  #isIncomplete = false;
  #isInterrupted = false;
  #wasConnected = false;
  #onSettled: (() => void) | undefined;
  #onConnected: (() => void) | undefined;
  #onOver: (() => void) | undefined;

  constructor(target: Target, options: ConnectOptions, record?: Log) {
    const { reactions, ...connection } = target;
    this.#target = target;
    this.#options = options;
    this.#record = record ?? (() => ++this.#seq);
    this.#output = new LineWriter(process.stdout, (isFull) => {
      if (isFull) this.#connection.pause();
      else this.#connection.resume();
    });
    this.#connection = new Connection({
      ...connection,
      id: "cli",
      title: target.request.url,
      connectTimeoutMs: options.timeout,
      log: (entry) => this.#hear(entry),
      onChange: (state) => this.#changed(state),
    });
  }

  async run(): Promise<number> {
    // A reader of our output that has seen enough is no failure.
    process.stdout.on("error", () => process.exit(exitCodes.ok));
    process.on("SIGINT", () => this.#interrupt());
    process.on("SIGTERM", () => this.#interrupt());
    const over = new Promise<void>((resolve) => {
      this.#onOver = resolve;
    });
    const connected = new Promise<void>((resolve) => {
      this.#onConnected = resolve;
    });
    const problem = await this.#connection.react(this.#target.reactions ?? []);
    if (problem) this.#complain(problem.message);
    await this.#connection.open();
    void connected.then(() => this.#sendInput());
    await over;
    await this.#output.end();
    process.stdin.destroy();
    return this.#exitCode();
  }

  async #sendInput(): Promise<void> {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      await this.#sendLine(line);
      while (this.#connection.bufferedBytes > maxBufferedBytes) await sleep(5);
    }
    if (this.#awaitedAcks > 0) {
      await new Promise<void>((resolve) => {
        this.#onSettled = resolve;
      });
    }
    if (this.#options.wait === Number.POSITIVE_INFINITY) return;
    await sleep(this.#options.wait);
    this.#connection.close();
  }

  async #sendLine(line: string): Promise<void> {
    const message = this.#messageOf(line);
    if (message === undefined) return;
    if (typeof message === "string") {
      this.#complain(`Not sent: ${message}.`);
      return;
    }
    const result = await this.#connection.deliver(message);
    if (!result.ok) this.#complain(result.problem.message);
    else if (message.kind === "event" && message.ackTimeoutMs !== undefined) this.#awaitedAcks++;
  }

  #messageOf(line: string): OutgoingMessage | string | undefined {
    if (this.#target.request.protocol === "websocket") return { kind: "text", body: line };
    const event = eventOfLine(line);
    if (typeof event !== "object" || this.#options.ack === undefined) return event;
    return { ...event, ackTimeoutMs: this.#options.ack };
  }

  #hear(entry: Entry): number {
    const line = this.#options.json ? jsonLine(entry) : textLine(entry, this.#paint);
    if (line !== undefined) this.#output.write(this.#masked(line));
    if (entry.kind === "problem") {
      if (!this.#options.json) this.#note("bad", messageIn(entry));
      this.#isIncomplete = true;
    }
    const settles = entry.kind === "problem" || (entry.kind === "ack" && entry.direction === "received");
    if (settles && this.#awaitedAcks > 0 && --this.#awaitedAcks === 0) this.#onSettled?.();
    return this.#record(entry);
  }

  #changed(state: ConnectionState): void {
    switch (state.phase) {
      case "connected": {
        this.#wasConnected = true;
        const version = state.version === undefined ? "" : ` (Socket.IO ${state.version})`;
        this.#note("good", `connected to ${this.#target.request.url}${version}`);
        this.#onConnected?.();
        return;
      }
      case "closed": {
        const { close } = state;
        const code = close?.code === undefined ? "" : ` ${close.code}`;
        const reason = close?.reason ? `: ${close.reason}` : "";
        this.#note("quiet", `closed${code}${reason} (${close?.meaning})`);
        this.#onOver?.();
        return;
      }
      case "failed": {
        const { problem } = state;
        this.#note("bad", problem?.message ?? "The connection failed.");
        if (problem?.advice) this.#note("quiet", problem.advice);
        if (problem?.response?.body) this.#note("quiet", problem.response.body.trimEnd());
        this.#onOver?.();
        return;
      }
    }
  }

  /** The first Ctrl-C says goodbye to the server; a second one does not wait for its answer. */
  #interrupt(): void {
    if (this.#isInterrupted) process.exit(exitCodes.interrupted);
    this.#isInterrupted = true;
    this.#connection.close();
  }

  #masked(text: string): string {
    return maskSecrets(text, this.#target.scope?.() ?? emptyScope);
  }

  #complain(text: string): void {
    this.#isIncomplete = true;
    this.#note("bad", text);
  }

  /** With --json, states are lines of stdout already. */
  #note(role: "good" | "bad" | "quiet", text: string): void {
    if (this.#options.json && role !== "bad") return;
    process.stderr.write(`${this.#paintNote(role, this.#masked(text))}\n`);
  }

  #exitCode(): number {
    if (this.#isInterrupted) return exitCodes.interrupted;
    if (!this.#wasConnected) return exitCodes.failed;
    const { close, phase } = this.#connection.state;
    const isNormal = close?.clean === true && [undefined, 1000, 1001, 1005].includes(close.code);
    if (phase !== "closed" || !isNormal) return exitCodes.lost;
    return this.#isIncomplete ? exitCodes.incomplete : exitCodes.ok;
  }
}

function messageIn(entry: Entry): string {
  const problem: unknown = JSON.parse(String(entry.payload));
  return typeof problem === "object" && problem !== null && "message" in problem
    ? String(problem.message)
    : "";
}
