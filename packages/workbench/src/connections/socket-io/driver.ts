import { Manager, type Parser, type Socket } from "@signalbox/client";
import type { SocketPacketRecord } from "@signalbox/wire";
import { reservedEvents, SocketPacketType } from "@signalbox/wire/socket";
import type {
  AckMessage,
  OutgoingMessage,
  Problem,
  Result,
  SocketIoMessage,
  SocketIoRequest,
} from "../../contract/index.js";
import { done, refused } from "../../result.js";
import { AttemptDriver } from "../attempt-driver.js";
import { networkProblem } from "../diagnosis/network-problem.js";
import { redirectOf } from "../diagnosis/refusal.js";
import { diagnoseSocketIo, refusalIn } from "../diagnosis/socket-io.js";
import { type Attempt, abandoned, type ConnectedFacts, type DriverHost, now } from "../driver.js";
import { requestHeaders, withoutCredentials } from "../network/headers.js";
import { problems } from "../problems/index.js";
import { argumentValues } from "../sending/outgoing.js";
import { AckDeadlines } from "./ack-deadlines.js";
import { Answers } from "./answers.js";
import { disconnectFacts } from "./disconnect-facts.js";
import { FrameDoor } from "./frame-door.js";
import { transportsOf } from "./heartbeat-switch.js";
import { SocketIoLog } from "./log.js";
import { type Namespace, namespacesOf } from "./namespaces.js";

const { CONNECT_ERROR, EVENT, BINARY_EVENT } = SocketPacketType;

const defaultPath = "/socket.io";

/** Where a session is asked for, and with what; a redirect leads to another one. */
interface Handshake {
  readonly url: URL;
  readonly path: string;
  readonly request: SocketIoRequest;
}

export class SocketIoDriver extends AttemptDriver<SocketIoRequest> {
  readonly #log: SocketIoLog;
  readonly #deadlines: AckDeadlines;
  readonly #answers = new Answers();
  readonly #frames: FrameDoor;
  readonly #parser: Parser | undefined;
  #manager: Manager | undefined;
  /** By namespace; the first is the one that the URL names. */
  readonly #sockets = new Map<string, Socket>();
  #main = "/";
  #redirects = 0;
  #deadline: NodeJS.Timeout | undefined;
  #refusal: Problem | undefined;
  #isEngineOpen = false;
  #hasConnected = false;

  constructor(attempt: Attempt<SocketIoRequest>, host: DriverHost, parser?: Parser) {
    super(attempt, host);
    this.#parser = parser;
    this.#log = new SocketIoLog({
      log: host.log,
      engineVersion: () => ((this.#manager?.version ?? 4) === 2 ? 3 : 4),
      onPacket: (packet) => this.#onPacket(packet),
    });
    this.#frames = new FrameDoor(host.log, () => this.upgraded);
    this.#deadlines = new AckDeadlines(host.log, (namespace, id) => this.#log.isAwaited(namespace, id));
  }

  protected connect(url: URL): void {
    const namespaces = namespacesOf(this.request, url);
    if (!namespaces.ok) {
      this.fail(namespaces.problem);
      return;
    }
    const [main] = namespaces.value;
    this.#main = main.name;
    const handshake = { url, path: this.request.path ?? defaultPath, request: this.request };
    this.#start(handshake, namespaces.value);
    this.#deadline = setTimeout(() => this.#timedOut(handshake), this.attempt.connectTimeoutMs);
  }

  close(): Problem | undefined {
    if (this.#hasConnected) this.#leave();
    else this.end(() => this.host.onClosed(abandoned));
    return undefined;
  }

  send(message: OutgoingMessage): Result<null> {
    switch (message.kind) {
      case "event":
        return this.#emit(message);
      case "ack":
        return this.#answer(message);
      case "ping":
      case "pong":
        return this.#frames.sendControl(message);
      case "fault":
        return this.#frames.sendFault(message);
      default:
        return refused(problems.bodyInvalid("Socket.IO sends events"));
    }
  }

  get bufferedBytes(): number {
    const waiting = this.#manager?.engine?.writeBuffer ?? [];
    const inClient = waiting.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
    return inClient + (this.upgraded?.writableLength ?? 0);
  }

  pause(): void {
    this.#manager?.engine?.pause();
  }

  resume(): void {
    this.#manager?.engine?.resume();
  }

  protected release(): void {
    clearTimeout(this.#deadline);
    this.#deadlines.stop();
    this.#leave();
  }

  // Connecting

  #start(handshake: Handshake, namespaces: readonly Namespace[]): void {
    const { url, path, request } = handshake;
    const { version, transports = ["websocket"], reconnection } = request;
    const manager = new Manager(url.origin, {
      version,
      path,
      query: this.#queryOf(url, namespaces),
      extraHeaders: requestHeaders(request),
      // Sessions that a load balancer keeps together by a cookie.
      withCredentials: true,
      agent: this.agent,
      transports: transportsOf(transports, () => this.behaviour.answersHeartbeats !== false),
      autoConnect: false,
      // A first failure is diagnosed, not repeated.
      reconnection: false,
      reconnectionAttempts: reconnection?.attempts ?? 0,
      reconnectionDelay: reconnection?.delayMs ?? 0,
      reconnectionDelayMax: reconnection?.maxDelayMs ?? 0,
      // The driver's own deadline covers the namespace too.
      timeout: false,
      tap: this.#log,
      ...(this.#parser && { parser: this.#parser }),
    });
    this.#manager = manager;
    manager.on("open", () => {
      this.#isEngineOpen = true;
      manager.engine.on("upgrade", () => this.#tellFacts());
    });
    manager.on("reconnect_error", (error) => this.#tellFailedAttempt(url, error));
    manager.on("reconnect_failed", () => {
      // The client tells of the last attempt only after it.
      queueMicrotask(() => this.fail(problems.reconnectFailed(reconnection?.attempts ?? 0)));
    });
    for (const { name, auth } of namespaces) {
      const socket = manager.socket(name, auth ? { auth: { ...auth } } : {});
      this.#sockets.set(name, socket);
      socket.onAny((_event: string, ...args: unknown[]) => this.#answers.delivered(args));
      socket.on("connect", () => this.#joined(name));
      socket.on("connect_error", (error) => {
        if (name === this.#main) void this.#refused(handshake, namespaces, error);
      });
      socket.on("disconnect", (reason, details) => this.#disconnected(name, reason, details));
      socket.connect();
    }
  }

  /** A server of version 2 looks for the auth of its root namespace in the query. */
  #queryOf(url: URL, namespaces: readonly Namespace[]): Record<string, unknown> {
    const auth = this.request.version === 2 ? namespaces[0]?.auth : undefined;
    return { ...auth, ...Object.fromEntries(url.searchParams) };
  }

  #joined(name: string): void {
    if (this.isOver) return;
    if (name !== this.#main) {
      this.#tellFacts();
      return;
    }
    clearTimeout(this.#deadline);
    this.#hasConnected = true;
    if (this.request.reconnection) this.#manager?.reconnection(true);
    this.host.onConnected(this.#facts());
  }

  #timedOut(handshake: Handshake): void {
    const { connectTimeoutMs } = this.attempt;
    const problem = this.#isEngineOpen ? problems.namespaceTimeout(this.#main, connectTimeoutMs) : undefined;
    void this.#diagnose(handshake, new Error("timeout"), problem);
  }

  async #refused(handshake: Handshake, namespaces: readonly Namespace[], error: Error): Promise<void> {
    if (this.isOver || this.#hasConnected) return;
    const answer = refusalIn(error);
    const { url, request } = handshake;
    const location = answer && redirectOf(answer, url);
    if (location && this.#redirects < (this.request.maxRedirects ?? 0)) {
      this.#redirects++;
      this.#dropSockets();
      // What a redirect leads to is the handshake's path, not the namespace's.
      const path = location.pathname.replace(/\/$/, "");
      const isElsewhere = location.origin !== url.origin;
      const onward = isElsewhere ? withoutCredentials(request) : request;
      this.#start({ url: location, path, request: onward }, namespaces);
      return;
    }
    await this.#diagnose(handshake, error, this.#refusal);
  }

  async #diagnose(handshake: Handshake, error: Error, known: Problem | undefined): Promise<void> {
    clearTimeout(this.#deadline);
    if (this.isOver || this.#hasConnected) return;
    const problem =
      known ??
      (await diagnoseSocketIo({
        url: handshake.url,
        path: handshake.path,
        error,
        attempt: { ...this.attempt, request: handshake.request },
        step: this.step,
        sawWebSocket: this.#log.sawWebSocket,
      }));
    this.fail(problem);
  }

  // Connected

  #facts(): ConnectedFacts {
    const { version, engine } = this.#manager ?? {};
    const transport = engine?.transport?.name;
    const socketId = this.#sockets.get(this.#main)?.id;
    return {
      ...(version !== undefined && { version }),
      ...(socketId !== undefined && { socketId }),
      ...((transport === "polling" || transport === "websocket") && { transport }),
      namespaces: [...this.#sockets].filter(([, socket]) => socket.connected).map(([name]) => name),
    };
  }

  #tellFacts(): void {
    if (!this.isOver && this.#hasConnected) this.host.onFacts(this.#facts());
  }

  #disconnected(name: string, reason: string, details: unknown): void {
    if (this.isOver) return;
    const isLost = reason !== "io server disconnect" && reason !== "io client disconnect";
    if (isLost && this.request.reconnection && name === this.#main) {
      this.#answers.forget();
      this.host.onReconnecting(disconnectFacts(reason, details));
      return;
    }
    const isAnyLeft = [...this.#sockets.values()].some((socket) => socket.connected);
    if (isLost && this.request.reconnection) return;
    if (isAnyLeft) this.#tellFacts();
    else this.end(() => this.host.onClosed(disconnectFacts(reason, details)));
  }

  #tellFailedAttempt(url: URL, error: Error): void {
    if (this.isOver) return;
    const problem = networkProblem(error.cause ?? error, url, this.step);
    this.host.log({
      kind: "problem",
      direction: "none",
      at: now(),
      payload: JSON.stringify(problem),
      isText: true,
    });
  }

  #onPacket(packet: SocketPacketRecord): void {
    const isEvent = packet.type === EVENT || packet.type === BINARY_EVENT;
    if (packet.direction === "received") {
      if (isEvent) this.#answers.told(packet.nsp, packet.id);
      else if (packet.type === CONNECT_ERROR) this.#namespaceRefused(packet);
    } else if (isEvent && packet.id !== undefined) {
      this.#deadlines.written(packet.nsp, packet.id);
    }
  }

  #namespaceRefused({ nsp, data }: SocketPacketRecord): void {
    const problem = problems.namespaceRefused(nsp, refusalReason(data));
    if (nsp === this.#main) {
      if (!this.#hasConnected) this.#refusal = problem;
      return;
    }
    // The connection stands without it.
    this.host.log({
      kind: "problem",
      direction: "none",
      at: now(),
      payload: JSON.stringify(problem),
      isText: true,
      namespace: nsp,
    });
  }

  // Sending

  #emit(message: SocketIoMessage): Result<null> {
    const { event, args, namespace = this.#main, ackTimeoutMs } = message;
    const socket = this.#sockets.get(namespace);
    if (!socket?.connected) return refused(problems.namespaceNotJoined(namespace));
    if (reservedEvents.has(event)) return refused(problems.eventReserved(event));
    const values = argumentValues(args);
    if (!values.ok) return values;
    if (ackTimeoutMs === undefined) {
      socket.emit(event, ...values.value);
    } else {
      this.#deadlines.expect(event, ackTimeoutMs);
      // The answer is seen by the tap; the callback only asks for it.
      socket.emit(event, ...values.value, () => {});
    }
    return done;
  }

  #answer({ ackId, namespace = this.#main, args }: AckMessage): Result<null> {
    const values = argumentValues(args);
    if (!values.ok) return values;
    return this.#answers.give(namespace, ackId, values.value) ? done : refused(problems.ackUnknown(ackId));
  }

  // Ending

  #leave(): void {
    this.#manager?.reconnection(false);
    for (const socket of this.#sockets.values()) socket.disconnect();
  }

  #dropSockets(): void {
    for (const socket of this.#sockets.values()) socket.removeAllListeners();
    this.#leave();
    this.#sockets.clear();
  }
}

/** Protocol 5 sends an object with a message and what the middleware added; protocol 4 a string or anything. */
function refusalReason(data: unknown): string {
  if (typeof data !== "object" || data === null || !("message" in data)) {
    return typeof data === "string" ? data : JSON.stringify(data);
  }
  const message = String(data.message);
  return "data" in data ? `${message} ${JSON.stringify(data.data)}` : message;
}
