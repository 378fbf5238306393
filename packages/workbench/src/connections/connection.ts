import type {
  ConnectionRequest,
  ConnectionState,
  OutgoingMessage,
  Problem,
  Result,
} from "../contract/index.js";
import {
  abandoned,
  type Driver,
  type DriverHost,
  type DriverOptions,
  driverDefaults,
  type Log,
  now,
} from "./driver.js";
import { problems } from "./problems.js";

export interface ConnectionOptions extends Partial<DriverOptions> {
  readonly id: string;
  readonly title: string;
  readonly request: ConnectionRequest;
  readonly log: Log;
  readonly onChange: (state: ConnectionState) => void;
}

type Phase = ConnectionState["phase"];
type PhaseFacts = Omit<ConnectionState, "id" | "title" | "request" | "phase" | "since">;

/** A connection as a person has it: it can be opened again and again, and its states are rows of its log. */
export class Connection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState;
  #driver: Driver | undefined;
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
  async open(request: ConnectionRequest = this.#state.request, title = this.#state.title): Promise<void> {
    const attempt = ++this.#attempt;
    this.#driver?.terminate();
    this.#driver = undefined;
    this.#state = { ...this.#state, request, title };
    this.#enter("connecting", `connecting to ${request.url}`, {});
    // Loaded when needed: a command that speaks one protocol does not wait for the other.
    const create = await driverFor(request);
    // Closed or opened anew meanwhile.
    if (attempt !== this.#attempt || this.#state.phase !== "connecting") return;
    const host = this.#hostFor(() => this.#driver === driver);
    const driver = create(host, {
      connectTimeoutMs: this.#options.connectTimeoutMs ?? driverDefaults.connectTimeoutMs,
    });
    this.#driver = driver;
    try {
      driver.open();
      if (this.#isPaused) driver.pause();
    } catch (error) {
      host.onFailed(problems.other(error instanceof Error ? error.message : String(error)));
    }
  }

  /** Begins the closing handshake; called again, it does not wait for the other side's part in it. */
  close(code?: number, reason?: string): Problem | undefined {
    const { phase } = this.#state;
    if (phase !== "connecting" && phase !== "connected" && phase !== "closing")
      return problems.notConnected();
    if (!this.#driver) {
      this.#enter("closed", "closed (given up before the connection stood)", { close: abandoned });
      return undefined;
    }
    const problem = this.#driver.close(code, reason);
    if (problem) return problem;
    if (phase !== "closing" && this.#state.phase === phase) this.#enter("closing", "closing", this.#facts());
    return undefined;
  }

  send(message: OutgoingMessage): Result<null> {
    if (this.#state.phase !== "connected" || !this.#driver) {
      return { ok: false, problem: problems.notConnected() };
    }
    try {
      return this.#driver.send(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, problem: problems.bodyInvalid(reason) };
    }
  }

  /** Bytes that were sent and have not left. */
  get bufferedBytes(): number {
    return this.#driver?.bufferedBytes ?? 0;
  }

  /** Stops reading from the network while the timeline is behind. */
  pause(): void {
    this.#isPaused = true;
    this.#driver?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#driver?.resume();
  }

  terminate(): void {
    this.#driver?.terminate();
    this.#driver = undefined;
  }

  #hostFor(isCurrent: () => boolean): DriverHost {
    const whenCurrent = (act: () => void): void => {
      if (isCurrent()) act();
    };
    return {
      log: this.#options.log,
      onConnected: (facts) =>
        whenCurrent(() => {
          const version = facts.version === undefined ? "" : `, Socket.IO ${facts.version}`;
          const subprotocol = facts.subprotocol === undefined ? "" : `, subprotocol ${facts.subprotocol}`;
          const sid = facts.socketId === undefined ? "" : `, sid ${facts.socketId}`;
          this.#enter("connected", `connected${version}${subprotocol}${sid}`, facts);
        }),
      onClosed: (close) =>
        whenCurrent(() => {
          const code = close.code === undefined ? "" : ` ${close.code}`;
          const reason = close.reason === "" ? "" : `: ${close.reason}`;
          this.#enter("closed", `closed${code}${reason} (${close.meaning})`, { ...this.#facts(), close });
        }),
      onFailed: (problem) => whenCurrent(() => this.#enter("failed", problem.message, { problem })),
    };
  }

  #facts(): PhaseFacts {
    const { version, subprotocol, socketId } = this.#state;
    return {
      ...(version !== undefined && { version }),
      ...(subprotocol !== undefined && { subprotocol }),
      ...(socketId !== undefined && { socketId }),
    };
  }

  #enter(phase: Phase, message: string, facts: PhaseFacts): void {
    const since = now();
    const took = phase === "connected" ? Math.round((since - this.#state.since) * 1000) : undefined;
    const { id, title, request } = this.#state;
    this.#state = { id, title, request, phase, since, ...facts };
    this.#options.log({
      kind: "state",
      direction: "none",
      at: since,
      payload: JSON.stringify({ phase, message, ...facts }),
      isText: true,
      ...(took !== undefined && { durationUs: took }),
    });
    this.#options.onChange(this.#state);
  }
}

async function driverFor(
  request: ConnectionRequest,
): Promise<(host: DriverHost, options: DriverOptions) => Driver> {
  if (request.protocol === "websocket") {
    const { WebSocketDriver } = await import("./websocket-driver.js");
    return (host, options) => new WebSocketDriver(request, host, options);
  }
  const { SocketIoDriver } = await import("./socket-io-driver.js");
  return (host, options) => new SocketIoDriver(request, host, options);
}
