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
import { AckDeadlines } from "./ack-deadlines.js";
import { disconnectFacts } from "./disconnect-facts.js";
import { abandoned, type Driver, type DriverHost, type DriverOptions } from "./driver.js";
import { argumentValue } from "./outgoing.js";
import { problems } from "./problems.js";
import { requestHeaders, requestUrl } from "./request-url.js";
import { diagnoseSocketIo } from "./socket-io-diagnosis.js";
import { SocketIoLog } from "./socket-io-log.js";

const { CONNECT_ERROR, EVENT, BINARY_EVENT } = SocketPacketType;

export class SocketIoDriver implements Driver {
  readonly #request: SocketIoRequest;
  readonly #host: DriverHost;
  readonly #options: DriverOptions;
  readonly #log: SocketIoLog;
  readonly #deadlines: AckDeadlines;
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
      onPacket: (packet) => this.#onPacket(packet),
    });
    this.#deadlines = new AckDeadlines(host.log, (namespace, id) => this.#log.isAwaited(namespace, id));
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
    const { version, auth, path, tls } = this.#request;
    const payload = auth === undefined ? undefined : authOf(JSON.parse(auth));
    const namespace = namespaceOf(url);
    const manager = new Manager(url.origin, {
      version,
      path: path ?? "/socket.io",
      query: Object.fromEntries(url.searchParams),
      extraHeaders: requestHeaders(this.#request),
      rejectUnauthorized: tls?.verify !== false,
      transports: ["websocket"],
      autoConnect: false,
      reconnection: false,
      // The driver's own deadline covers the namespace too.
      timeout: false,
      tap: this.#log,
    });
    const socket = manager.socket(namespace, payload ? { auth: payload } : {});
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
      this.#end(() => this.#host.onClosed(abandoned));
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
      this.#deadlines.expect(message.event, message.ackTimeoutMs);
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

  #onPacket(packet: SocketPacketRecord): void {
    if (packet.type === CONNECT_ERROR && packet.direction === "received" && !this.#hasConnected) {
      this.#refusal = problems.namespaceRefused(packet.nsp, refusalReason(packet.data));
    }
    const isEmit = packet.direction === "sent" && (packet.type === EVENT || packet.type === BINARY_EVENT);
    if (isEmit && packet.id !== undefined) this.#deadlines.written(packet.nsp, packet.id);
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
    this.#end(() => this.#host.onClosed(disconnectFacts(reason, details)));
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
    this.#deadlines.stop();
  }
}

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
