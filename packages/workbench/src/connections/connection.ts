import { readFile } from "node:fs/promises";
import type {
  Behaviour,
  ConnectionRequest,
  ConnectionState,
  OutgoingMessage,
  Problem,
  Reaction,
  Repeat,
  Result,
} from "../contract/index.js";
import type { Reactions } from "../reactions/index.js";
import { refused } from "../result.js";
import { maskSecrets, resolveMessage, type Scope } from "../variables/index.js";
import {
  abandoned,
  type CloseFacts,
  type ConnectedFacts,
  type Driver,
  type DriverHost,
  type Log,
  now,
} from "./driver.js";
import type { FileReader } from "./network/tls-files.js";
import { driverFor, prepare } from "./prepare.js";
import { problems } from "./problems/index.js";
import { Repeater, repeatProblem } from "./repeater.js";
import { namesFiles, withFiles } from "./sending/files.js";
import { type Origin, SentOrigins } from "./sent-origins.js";

export interface ConnectionOptions {
  readonly id: string;
  readonly title: string;
  /** As it is shown; with a `scope`, its variables are resolved at the opening. */
  readonly request: ConnectionRequest;
  readonly log: Log;
  readonly onChange: (state: ConnectionState) => void;
  /** For requests that name none; default 10,000. */
  readonly connectTimeoutMs?: number;
  /** What variables mean now. Without, requests and messages are taken as they are. */
  readonly scope?: () => Scope;
  /** Files that requests and messages name; default: relative to the working directory. */
  readonly readFile?: FileReader;
  /** Where reactions store values. */
  readonly store?: (variable: string, value: string) => void;
}

/** What a connection is opened with; what is left out stays as it is. */
export interface OpenOptions {
  readonly title?: string;
  /** The saved request it comes from. */
  readonly path?: string | undefined;
}

type Phase = ConnectionState["phase"];
type PhaseFacts = Omit<ConnectionState, "id" | "title" | "request" | "path" | "phase" | "since">;

/** A connection as a person has it: it can be opened again and again, and its states are rows of its log. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #origins = new SentOrigins();
  #reactions: Reactions | undefined;
  #state: ConnectionState;
  #driver: Driver | undefined;
  #repeater: Repeater | undefined;
  #attempt = 0;
  #isPaused = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { id, title, request } = options;
    this.#state = { id, title, request, phase: "idle", since: now() };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects, with another request if one is given. A connection that stands is dropped first. */
  async open(request: ConnectionRequest = this.#state.request, options: OpenOptions = {}): Promise<void> {
    const attempt = ++this.#attempt;
    this.#drop();
    const { id, behaviour } = this.#state;
    const { title = this.#state.title } = options;
    const path = "path" in options ? options.path : this.#state.path;
    this.#state = { id, title, request, phase: "idle", since: now(), ...(path !== undefined && { path }) };
    this.#enter("connecting", `connecting to ${request.url}`, { ...(behaviour && { behaviour }) });
    // Closed or opened anew meanwhile.
    const isGivenUp = () => attempt !== this.#attempt || this.#state.phase !== "connecting";
    const prepared = await prepare(request, {
      scope: this.#options.scope?.(),
      readFile: this.#readFile,
      connectTimeoutMs: this.#options.connectTimeoutMs,
    });
    if (isGivenUp()) return;
    if (!prepared.ok) {
      this.#fail(prepared.problem);
      return;
    }
    const create = await driverFor(prepared.value);
    if (isGivenUp()) return;
    const driver = create(this.#hostFor(() => this.#driver === driver));
    this.#driver = driver;
    if (behaviour) driver.behave(behaviour);
    driver.open();
    this.#applyPause();
  }

  /** Begins the closing handshake; called again, it does not wait for the other side's part in it. */
  close(code?: number, reason?: string): Problem | undefined {
    const { phase } = this.#state;
    if (phase !== "connecting" && phase !== "connected" && phase !== "closing")
      return problems.notConnected();
    this.#repeater?.stop();
    if (!this.#driver) {
      this.#end("closed", "closed (given up before the connection stood)", { close: abandoned });
      return undefined;
    }
    const problem = this.#driver.close(code, reason);
    if (problem) return problem;
    if (phase !== "closing" && this.#state.phase === phase) this.#enter("closing", "closing", this.#facts());
    return undefined;
  }

  /** Sends a message as it is, without variables and files. */
  send(message: OutgoingMessage, origin?: Origin): Result<null> {
    if (this.#state.phase !== "connected" || !this.#driver) {
      return refused(problems.notConnected());
    }
    const isData = !["ping", "pong", "fault"].includes(message.kind);
    if (isData) this.#origins.expect(origin);
    const result = this.#trySend(this.#driver, message);
    if (isData && !result.ok) this.#origins.takeBack();
    return result;
  }

  /** Sends a message with its variables resolved and the files that it names read. */
  async deliver(message: OutgoingMessage, origin?: Origin): Promise<Result<null>> {
    const scope = this.#options.scope?.();
    const resolved: Result<OutgoingMessage> = scope
      ? resolveMessage(message, scope)
      : { ok: true, value: message };
    if (!resolved.ok) return resolved;
    // Without files in this very turn, so that what is sent first leaves first.
    if (!namesFiles(resolved.value)) return this.send(resolved.value, origin);
    const inlined = await withFiles(resolved.value, this.#readFile);
    return inlined.ok ? this.send(inlined.value, origin) : inlined;
  }

  /** Sends a list over and over; one that is being repeated is stopped first. */
  repeat(repeat: Repeat): Problem | undefined {
    if (this.#state.phase !== "connected") return problems.notConnected();
    const problem = repeatProblem(repeat);
    if (problem) return problem;
    this.#repeater?.stop();
    const connection = this;
    this.#repeater = new Repeater(repeat, {
      send: (message) => this.deliver(message, "repeat"),
      get bufferedBytes() {
        return connection.#isPaused ? Number.POSITIVE_INFINITY : connection.bufferedBytes;
      },
      onChange: (state) => this.#change({ repeat: state }),
      onProblem: (fault) => this.#logProblem(fault),
    });
    this.#repeater.start();
    return undefined;
  }

  stopRepeat(): void {
    this.#repeater?.stop();
    this.#repeater = undefined;
  }

  behave(behaviour: Behaviour): void {
    this.#change({ behaviour });
    this.#driver?.behave(behaviour);
    this.#applyPause();
  }

  /** Replaces the reactions. Returns a problem when one of them cannot be used; then all stay as they were. */
  async react(reactions: readonly Reaction[]): Promise<Problem | undefined> {
    if (reactions.length === 0) {
      this.#reactions = undefined;
      return undefined;
    }
    // Most connections have none, and need not wait for what compares them.
    const { Reactions } = await import("../reactions/index.js");
    const next = new Reactions({
      send: (message) => this.deliver(message, "reaction"),
      store: (variable, value) => this.#options.store?.(variable, value),
      onProblem: (problem) => this.#logProblem(problem),
    });
    const problem = next.set(reactions);
    if (!problem) this.#reactions = next;
    return problem;
  }

  /** Bytes that were sent and have not left. */
  get bufferedBytes(): number {
    return this.#driver?.bufferedBytes ?? 0;
  }

  /** Stops reading from the network while the timeline is behind. */
  pause(): void {
    this.#isPaused = true;
    this.#applyPause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#applyPause();
  }

  terminate(): void {
    this.#attempt++;
    this.#drop();
  }

  readonly #readFile: FileReader = (path) => (this.#options.readFile ?? readFile)(path);

  #trySend(driver: Driver, message: OutgoingMessage): Result<null> {
    try {
      return driver.send(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return refused(problems.bodyInvalid(reason));
    }
  }

  /** A person's slow reader and a timeline that is behind are the same to the network. */
  #applyPause(): void {
    if (this.#isPaused || this.#state.behaviour?.reads === false) this.#driver?.pause();
    else this.#driver?.resume();
  }

  #hostFor(isCurrent: () => boolean): DriverHost {
    const whenCurrent = (act: () => void): void => {
      if (isCurrent()) act();
    };
    return {
      log: (entry) => {
        const seq = this.#options.log(this.#origins.mark(entry));
        if (entry.direction === "received") this.#reactions?.hear(entry);
        return seq;
      },
      onConnected: (facts) => whenCurrent(() => this.#connected(facts)),
      onFacts: (facts) => whenCurrent(() => this.#change(facts)),
      onReconnecting: (close) => whenCurrent(() => this.#reconnecting(close)),
      onClosed: (close) =>
        whenCurrent(() => this.#end("closed", closedMessage(close), { ...this.#facts(), close })),
      onFailed: (problem) => whenCurrent(() => this.#fail(problem)),
    };
  }

  #connected(facts: ConnectedFacts): void {
    const version = facts.version === undefined ? "" : `, Socket.IO ${facts.version}`;
    const subprotocol = facts.subprotocol === undefined ? "" : `, subprotocol ${facts.subprotocol}`;
    const sid = facts.socketId === undefined ? "" : `, sid ${facts.socketId}`;
    this.#enter("connected", `connected${version}${subprotocol}${sid}`, { ...this.#facts(), ...facts });
    this.#applyPause();
  }

  /** The end of one connection and the beginning of the next are rows; the tab goes on. */
  #reconnecting(close: CloseFacts): void {
    this.#repeater?.stop();
    this.#origins.forget();
    this.#logState("closed", closedMessage(close), { close });
    this.#enter("connecting", `connecting again to ${this.#state.request.url}`, this.#facts());
  }

  #fail(problem: Problem): void {
    const scope = this.#options.scope?.();
    const shown = scope ? maskSecrets(problem, scope) : problem;
    this.#end("failed", shown.message, { problem: shown });
  }

  #end(phase: "closed" | "failed", message: string, facts: PhaseFacts): void {
    this.#repeater?.stop();
    this.#origins.forget();
    const { behaviour } = this.#state;
    this.#enter(phase, message, { ...facts, ...(behaviour && { behaviour }) });
  }

  #drop(): void {
    this.#repeater?.stop();
    this.#repeater = undefined;
    this.#origins.forget();
    this.#driver?.terminate();
    this.#driver = undefined;
  }

  #facts(): PhaseFacts {
    const { id, title, request, path, phase, since, repeat, ...facts } = this.#state;
    return facts;
  }

  #enter(phase: Phase, message: string, facts: PhaseFacts): void {
    const since = now();
    const took = phase === "connected" ? Math.round((since - this.#state.since) * 1000) : undefined;
    const { id, title, request, path, repeat } = this.#state;
    this.#state = {
      id,
      title,
      request,
      phase,
      since,
      ...facts,
      ...(path !== undefined && { path }),
      ...(repeat && { repeat }),
    };
    this.#logState(phase, message, facts, since, took);
    this.#options.onChange(this.#state);
  }

  #logState(phase: Phase, message: string, facts: PhaseFacts, at = now(), durationUs?: number): void {
    this.#options.log({
      kind: "state",
      direction: "none",
      at,
      payload: JSON.stringify({ phase, message, ...facts }),
      isText: true,
      ...(durationUs !== undefined && { durationUs }),
    });
  }

  #logProblem(problem: Problem): void {
    const scope = this.#options.scope?.();
    this.#options.log({
      kind: "problem",
      direction: "none",
      at: now(),
      payload: JSON.stringify(scope ? maskSecrets(problem, scope) : problem),
      isText: true,
    });
  }

  /** Something about it is different, and it is in the same phase. */
  #change(facts: { [Name in keyof PhaseFacts]: PhaseFacts[Name] | undefined }): void {
    const changed = Object.entries({ ...this.#state, ...facts }).filter(([, value]) => value !== undefined);
    this.#state = Object.fromEntries(changed) as unknown as ConnectionState;
    this.#options.onChange(this.#state);
  }
}

function closedMessage(close: CloseFacts): string {
  const code = close.code === undefined ? "" : ` ${close.code}`;
  const reason = close.reason === "" ? "" : `: ${close.reason}`;
  return `closed${code}${reason} (${close.meaning})`;
}
