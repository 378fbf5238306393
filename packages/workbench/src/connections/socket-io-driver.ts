import { Manager, type Socket } from "@signalbox/client";
import type { SocketPacketRecord } from "@signalbox/wire";
import { reservedEvents, SocketPacketType } from "@signalbox/wire/socket";
import type {
  OutgoingMessage,
  Problem,
  Result,
  SocketIoMessage,
  SocketIoRequest,
} from "../contract/index.js";
import { type Driver, type DriverHost, type DriverOptions, now } from "./driver.js";
import { argumentValue } from "./outgoing.js";
import { problems } from "./problems.js";
import { requestHeaders, requestUrl } from "./request-url.js";
import { diagnoseSocketIo } from "./socket-io-diagnosis.js";
import { SocketIoLog } from "./socket-io-log.js";

const { CONNECT_ERROR, EVENT, BINARY_EVENT } = SocketPacketType;

/** An emit that has not been written yet; its ack id is known when it is. */
interface Asked {
  readonly event: string;
  readonly timeoutMs: number;
}

export class SocketIoDriver implements Driver {
  readonly #request: SocketIoRequest;
  readonly #host: DriverHost;
  readonly #options: DriverOptions;
  readonly #log: SocketIoLog;
  readonly #asked: Asked[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #manager: Manager | undefined;
  #socket: Socket | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #refusal: Problem | undefined;
  #isEngineOpen = false;
  #hasConnected = false;
  #isOver = false;

  constructor(request: SocketIoRequest, host: DriverHost, options: DriverOptions) {
    this.#request = request;
    this.#host = host;
    this.#options = options;
    this.#log = new SocketIoLog({
      log: host.log,
      engineVersion: () => ((this.#manager?.version ?? 4) === 2 ? 3 : 4),
      onPacket: (packet, seq) => this.#onPacket(packet, seq),
    });
  }

  open(): void {
    const url = requestUrl(this.#request);
    if (!url.ok) {
      this.#fail(url.problem);
      return;
    }
    try {
      this.#connect(url.value);
    } catch (error) {
      this.#fail(problems.headerInvalid(error instanceof Error ? error.message : String(error)));
    }
  }

  #connect(url: URL): void {
    const { version, auth, path, verifyTls } = this.#request;
    const namespace = namespaceOf(url);
    const manager = new Manager(url.origin, {
      version,
      path: path ?? "/socket.io",
      query: Object.fromEntries(url.searchParams),
      extraHeaders: requestHeaders(this.#request),
      rejectUnauthorized: verifyTls !== false,
      transports: ["websocket"],
      autoConnect: false,
      reconnection: false,
      // The driver's own deadline covers the namespace too.
      timeout: false,
      tap: this.#log,
    });
    const socket = manager.socket(namespace, auth === undefined ? {} : { auth: authOf(auth) });
    this.#manager = manager;
    this.#socket = socket;
    manager.on("open", () => {
      this.#isEngineOpen = true;
    });
    socket.on("connect", () => {
      clearTimeout(this.#deadline);
      this.#hasConnected = true;
      const { version: found } = manager;
      this.#host.onConnected({
        ...(found !== undefined && { version: found }),
        ...(socket.id !== undefined && { socketId: socket.id }),
      });
    });
    socket.on("connect_error", (error) => void this.#refused(url, error));
    socket.on("disconnect", (reason, details) => this.#disconnected(reason, details));
    this.#deadline = setTimeout(() => {
      const problem = this.#isEngineOpen
        ? problems.namespaceTimeout(namespace, this.#options.connectTimeoutMs)
        : undefined;
      void this.#refused(url, new Error("timeout"), problem);
    }, this.#options.connectTimeoutMs);
    socket.connect();
  }

  close(): Problem | undefined {
    if (this.#hasConnected) {
      this.#socket?.disconnect();
    } else {
      this.#end(() =>
        this.#host.onClosed({ reason: "", meaning: "given up before the connection stood", clean: true }),
      );
      this.#socket?.disconnect();
    }
    return undefined;
  }

  send(message: OutgoingMessage): Result<null> {
    if (!this.#socket?.connected) return { ok: false, problem: problems.notConnected() };
    if (message.kind !== "event") {
      return { ok: false, problem: problems.bodyInvalid("Socket.IO sends events") };
    }
    return this.#emit(this.#socket, message);
  }

  #emit(socket: Socket, message: SocketIoMessage): Result<null> {
    if (reservedEvents.has(message.event)) {
      return { ok: false, problem: problems.eventReserved(message.event) };
    }
    const args: unknown[] = [];
    for (const [place, argument] of message.args.entries()) {
      const value = argumentValue(argument, place);
      if (!value.ok) return value;
      args.push(value.value);
    }
    if (message.ackTimeoutMs === undefined) {
      socket.emit(message.event, ...args);
    } else {
      this.#asked.push({ event: message.event, timeoutMs: message.ackTimeoutMs });
      // The answer is seen by the tap; the callback only asks for it.
      socket.emit(message.event, ...args, () => {});
    }
    return { ok: true, value: null };
  }

  readonly bufferedBytes = 0;

  pause(): void {}

  resume(): void {}

  terminate(): void {
    this.#isOver = true;
    this.#stopTimers();
    this.#socket?.disconnect();
  }

  #onPacket(packet: SocketPacketRecord, seq: number): void {
    if (packet.type === CONNECT_ERROR && packet.direction === "received" && !this.#hasConnected) {
      this.#refusal = problems.namespaceRefused(packet.nsp, refusalReason(packet.data));
    }
    const isEmit = packet.direction === "sent" && (packet.type === EVENT || packet.type === BINARY_EVENT);
    if (isEmit && packet.id !== undefined) this.#awaitAck(packet.nsp, packet.id, seq);
  }

  #awaitAck(namespace: string, id: number, emitSeq: number): void {
    const asked = this.#asked.shift();
    if (!asked || emitSeq === 0) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#log.isAwaited(namespace, id)) return;
      this.#host.log({
        kind: "problem",
        direction: "none",
        at: now(),
        payload: JSON.stringify(problems.ackTimeout(asked.event, asked.timeoutMs)),
        isText: true,
        namespace,
        event: asked.event,
        ackId: id,
        durationUs: asked.timeoutMs * 1000,
      });
    }, asked.timeoutMs);
    this.#timers.add(timer);
  }

  async #refused(url: URL, error: Error, problem = this.#refusal): Promise<void> {
    clearTimeout(this.#deadline);
    if (this.#isOver || this.#hasConnected) return;
    const told =
      problem ??
      (await diagnoseSocketIo({
        url,
        error,
        request: this.#request,
        sawWebSocket: this.#log.sawWebSocket,
        timeoutMs: this.#options.connectTimeoutMs,
      }));
    this.#fail(told);
    this.#socket?.disconnect();
  }

  #disconnected(reason: string, details: unknown): void {
    const code = closeCodeIn(details);
    this.#end(() =>
      this.#host.onClosed({
        ...(code !== undefined && { code }),
        reason,
        meaning: meanings[reason] ?? "the connection ended",
        clean: reason === "io client disconnect" || reason === "io server disconnect",
      }),
    );
    // Socket.IO keeps the transport of a namespace that was left; here nobody else uses it.
    this.#socket?.disconnect();
  }

  #fail(problem: Problem): void {
    this.#end(() => this.#host.onFailed(problem));
  }

  #end(tell: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimers();
    tell();
  }

  #stopTimers(): void {
    clearTimeout(this.#deadline);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

/** The disconnect reasons of socket.io-client, for people. */
const meanings: Readonly<Record<string, string>> = {
  "io server disconnect": "the server ended the connection to this namespace",
  "io client disconnect": "ended from here",
  "ping timeout": "the server was not heard of within its ping interval and timeout",
  "transport close": "the connection below was closed",
  "transport error": "the connection below failed",
  "parse error": "the server sent a packet that cannot be read",
  "forced close": "ended from here",
};

/** The path of the URL is the namespace, as in socket.io-client. */
function namespaceOf(url: URL): string {
  return url.pathname === "" ? "/" : decodeURI(url.pathname);
}

function authOf(auth: unknown): Record<string, unknown> {
  return typeof auth === "object" && auth !== null ? { ...auth } : { auth };
}

/** Protocol 5 sends an object with a message, protocol 4 a string or anything. */
function refusalReason(data: unknown): string {
  if (typeof data === "object" && data !== null && "message" in data) return String(data.message);
  return typeof data === "string" ? data : JSON.stringify(data);
}

function closeCodeIn(details: unknown): number | undefined {
  if (typeof details !== "object" || details === null || !("context" in details)) return undefined;
  const { context } = details;
  if (typeof context !== "object" || context === null || !("code" in context)) return undefined;
  return typeof context.code === "number" ? context.code : undefined;
}
