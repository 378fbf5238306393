import { createServer } from "node:http";
import { serveClientFiles } from "../client-files/serve.js";
import { EngineServer } from "../engine/server.js";
import { Deadlines } from "../engine/session/deadlines.js";
import type { Session } from "../engine/session/session.js";
import { AttachError, UnsupportedError } from "../errors.js";
import { type NodeServer, recoveryDefaults, type ServerOptions, serverDefaults } from "../options.js";
import { Adapter, type AdapterNamespace } from "./adapter/adapter.js";
import type { AdapterContract, AdapterFactory } from "./adapter/contract.js";
import { RecoveryAdapter } from "./adapter/recovery-adapter.js";
import { Broadcaster } from "./broadcast/broadcaster.js";
import { type AnyNamespace, Client, type ClientServer } from "./connection/client.js";
import type { PacketEncoder, PacketParser } from "./connection/parser.js";
import type { DefaultEventsMap, EventsMap, Untyped } from "./events/typed-events.js";
import { DynamicNamespaces, type NamespaceMatcher } from "./namespaces/dynamic-namespaces.js";
import type { ExtendedError } from "./namespaces/middlewares.js";
import { Namespace, type NamespaceReservedEvents } from "./namespaces/namespace.js";
import { ParentNamespace } from "./namespaces/parent-namespace.js";
import type { Socket } from "./socket.js";

export interface ServerReservedEvents<
  ListenEvents extends EventsMap,
  EmitEvents extends EventsMap,
  ServerSideEvents extends EventsMap,
  SocketData,
> extends NamespaceReservedEvents<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
  new_namespace: (namespace: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void;
}

/** EventEmitter methods that, called on the server, speak of its main namespace. */
const LISTENER_METHODS = [
  "addListener",
  "eventNames",
  "getMaxListeners",
  "listenerCount",
  "listeners",
  "off",
  "on",
  "once",
  "prependListener",
  "prependOnceListener",
  "rawListeners",
  "removeAllListeners",
  "removeListener",
  "setMaxListeners",
] as const;

/**
 * A Socket.IO server for clients of v2 (with `allowEIO3`), v3 and v4.
 *
 * @example
 * const io = new Server(httpServer, { allowEIO3: true });
 * io.on("connection", (socket) => {
 *   socket.on("question", (text, answer) => answer(`You asked: ${text}`));
 * });
 */
export class Server<
    ListenEvents extends EventsMap = DefaultEventsMap,
    EmitEvents extends EventsMap = ListenEvents,
    ServerSideEvents extends EventsMap = DefaultEventsMap,
    SocketData = Untyped,
  >
  extends Broadcaster<
    EmitEvents,
    ServerSideEvents,
    ServerReservedEvents<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
    SocketData
  >
  implements ClientServer
{
  /** The main namespace, `/`. */
  readonly sockets: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
  /** The Engine.IO server below, once attached or bound. */
  declare engine: EngineServer;
  /** The HTTP server below, once attached. */
  declare httpServer: NodeServer;
  readonly opts: ServerOptions;
  readonly encoder: PacketEncoder;
  readonly _parser: PacketParser;
  /** Namespaces by name. */
  readonly _nsps = new Map<string, Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>>();
  /** How clients are recovered, if they are. */
  readonly recovery: Required<NonNullable<ServerOptions["connectionStateRecovery"]>> | undefined;
  joinDeadlines: Deadlines;
  readonly #dynamic = new DynamicNamespaces();
  #adapter: AdapterFactory;
  #path: string;
  #serveClient: boolean;

  constructor(options?: Partial<ServerOptions>);
  constructor(server?: NodeServer | number, options?: Partial<ServerOptions>);
  constructor(
    serverOrOptions?: NodeServer | number | Partial<ServerOptions>,
    maybeOptions?: Partial<ServerOptions>,
  ) {
    super();
    const isOptions = typeof serverOrOptions === "object" && !("listen" in serverOrOptions);
    const options = (isOptions ? serverOrOptions : maybeOptions) ?? {};
    const recovery = options.connectionStateRecovery;
    this.recovery = recovery && { ...recoveryDefaults, ...recovery };
    this.opts = { ...serverDefaults, ...options, connectionStateRecovery: this.recovery };
    this._parser = this.opts.parser;
    this.encoder = new this._parser.Encoder();
    this.joinDeadlines = new Deadlines(this.opts.connectTimeout);
    this.#adapter = this.opts.adapter ?? this.#adapterInMemory();
    this.#path = this.opts.path.replace(/\/$/, "");
    this.#serveClient = this.opts.serveClient;
    this.sockets = this.of("/");
    if (serverOrOptions !== undefined && !isOptions) this.attach(serverOrOptions as NodeServer | number);
  }

  get _opts(): ServerOptions {
    return this.opts;
  }

  /** The former name of {@link engine}. */
  get eio(): EngineServer {
    return this.engine;
  }

  // --- settings

  /** Whether the browser client is served; with an argument, sets it. */
  serveClient(): boolean;
  serveClient(value: boolean): this;
  serveClient(value?: boolean): boolean | this {
    if (value === undefined) return this.#serveClient;
    this.#serveClient = value;
    return this;
  }

  /** The path that clients connect to; with an argument, sets it for the next `attach`. */
  path(): string;
  path(value: string): this;
  path(value?: string): string | this {
    if (value === undefined) return this.#path;
    this.#path = value.replace(/\/$/, "");
    return this;
  }

  /** How long a connection may be without a namespace, in milliseconds; with an argument, sets it. */
  connectTimeout(): number;
  connectTimeout(value: number): this;
  connectTimeout(value?: number): number | this {
    if (value === undefined) return this.joinDeadlines.delayMs;
    this.joinDeadlines = new Deadlines(value);
    return this;
  }

  /** The adapter's factory; with an argument, sets it and makes every namespace's adapter anew. */
  adapter(): AdapterFactory;
  adapter(value: AdapterFactory): this;
  adapter(value?: AdapterFactory): AdapterFactory | this {
    if (value === undefined) return this.#adapter;
    this.#adapter = value;
    for (const namespace of this._nsps.values()) {
      // What an adapter holds of its own, timers and connections, goes with it.
      void namespace.adapter.close();
      namespace._initAdapter();
    }
    return this;
  }

  // --- attaching

  /** Serves clients by an HTTP, HTTPS or HTTP/2 server, or by a new HTTP server on a port. */
  attach(server: NodeServer | number, options: Partial<ServerOptions> = {}): this {
    if (typeof server === "function") throw new AttachError();
    const all = { ...this.opts, ...options, path: options.path ?? this.#path };
    if (typeof server !== "object") {
      const httpServer = createServer((_request, response) => response.writeHead(404).end());
      httpServer.listen(Number(server));
      return this.attach(httpServer, options);
    }
    const engine = new EngineServer(all);
    engine.attach(server, all);
    if (this.#serveClient) serveClientFiles(server, { path: all.path, cors: all.cors });
    this.httpServer = server;
    return this.bind(engine);
  }

  /** Alias of {@link attach}. */
  listen(server: NodeServer | number, options: Partial<ServerOptions> = {}): this {
    return this.attach(server, options);
  }

  /** Not available: uWebSockets.js has no place in this server, which has its own WebSocket. */
  attachApp(_app: unknown, _options?: Partial<ServerOptions>): never {
    throw new UnsupportedError(
      "attachApp() needs uWebSockets.js, which this server does not use: attach() an HTTP server instead",
    );
  }

  /** Serves the clients of an Engine.IO server, or of one compatible with it. */
  bind(engine: Untyped): this {
    this.engine = engine;
    engine.on("connection", (conn: Session) => this.onconnection(conn));
    return this;
  }

  /** A client has connected to the engine. */
  onconnection(conn: Session): this {
    new Client(this, conn);
    return this;
  }

  // --- namespaces

  /**
   * The namespace of that name, made if there is none; or a parent for all namespaces whose names match a
   * pattern or are accepted by a function.
   *
   * @param onConnection a listener for its sockets
   */
  of(
    name: string | RegExp | NamespaceMatcher,
    onConnection?: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void,
  ): Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
    const namespace =
      typeof name === "function" || name instanceof RegExp ? this.#parentOf(name) : this.#named(String(name));
    if (onConnection !== undefined) namespace.on("connection", onConnection as Untyped);
    return namespace;
  }

  _checkNamespace(
    name: string,
    auth: Record<string, unknown>,
    done: (namespace: AnyNamespace | false) => void,
  ): void {
    const existing = () => this._nsps.get(name);
    const namespace = existing();
    if (namespace !== undefined) done(namespace);
    else this.#dynamic.find(name, auth, existing, done);
  }

  // --- for namespaces

  get cleansUpChildren(): boolean {
    return this.opts.cleanupEmptyChildNamespaces;
  }

  /** Tells of a namespace that has come into being. */
  announce(namespace: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>): void {
    this.sockets.tellNewNamespace(namespace);
  }

  createAdapter(namespace: AnyNamespace): AdapterContract {
    const factory = this.#adapter;
    // Other packages' adapters describe the namespace with types of their own.
    const owner = namespace as AdapterNamespace;
    return isConstructor(factory)
      ? new factory(owner)
      : (factory as (namespace: Untyped) => AdapterContract)(owner);
  }

  /** Adds a middleware to the main namespace, see {@link Namespace.use}. */
  use(
    middleware: (
      socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
      next: (error?: ExtendedError) => void,
    ) => void,
  ): this {
    this.sockets.use(middleware);
    return this;
  }

  /**
   * Disconnects everybody with the reason "server shutting down", and closes the adapters, the engine and
   * the HTTP server.
   *
   * @param done gets the HTTP server's error, if it has one
   */
  async close(done?: (error?: Error) => void): Promise<void> {
    for (const namespace of this._nsps.values()) {
      for (const socket of [...namespace.sockets.values()]) socket._onclose("server shutting down");
    }
    await Promise.allSettled([...this._nsps.values()].map((namespace) => namespace.adapter.close()));
    this.engine?.close();
    const error = await closeHttp(this.httpServer);
    done?.(error);
  }

  #adapterInMemory(): AdapterFactory {
    const { recovery } = this;
    if (recovery === undefined) return Adapter;
    return (namespace) => new RecoveryAdapter(namespace, recovery.maxDisconnectionDuration);
  }

  protected override currentAdapter(): AdapterContract {
    return this.sockets.adapter;
  }

  #named(given: string): Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
    const name = given.startsWith("/") ? given : `/${given}`;
    const existing = this._nsps.get(name);
    if (existing !== undefined) return existing;
    const parent = this.#dynamic.parentByPattern(name);
    if (parent !== undefined) return parent.createChild(name);
    const namespace = new Namespace(this, name);
    this._nsps.set(name, namespace);
    if (name !== "/") this.announce(namespace);
    return namespace;
  }

  #parentOf(
    matcher: RegExp | NamespaceMatcher,
  ): Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
    const parent = new ParentNamespace(this);
    if (matcher instanceof RegExp) this.#dynamic.addPattern(matcher, parent);
    else this.#dynamic.add(matcher, parent);
    return parent;
  }
}

for (const method of LISTENER_METHODS) {
  Object.defineProperty(Server.prototype, method, {
    configurable: true,
    writable: true,
    value(this: Server, ...args: unknown[]) {
      return Reflect.apply(this.sockets[method], this.sockets, args);
    },
  });
}

/** Arrow functions and methods cannot be called with `new`; classes can be called in no other way. */
function isConstructor(factory: AdapterFactory): factory is new (namespace: Untyped) => AdapterContract {
  return factory.prototype !== undefined;
}

function closeHttp(server: NodeServer | undefined): Promise<Error | undefined> {
  if (server === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => server.close((error?: Error) => resolve(error)));
}
