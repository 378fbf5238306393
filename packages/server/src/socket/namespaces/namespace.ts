import type { ParsedUrlQuery } from "node:querystring";
import type { AdapterContract, RestoredSession, SocketId } from "../adapter/contract.js";
import { Broadcaster } from "../broadcast/broadcaster.js";
import type { Client } from "../connection/client.js";
import type { DefaultEventsMap, EventsMap, Untyped } from "../events/typed-events.js";
import type { Server } from "../server.js";
import { Socket } from "../socket.js";
import { type ExtendedError, type Middleware, runAll } from "./middlewares.js";

export interface NamespaceReservedEvents<
  ListenEvents extends EventsMap,
  EmitEvents extends EventsMap,
  ServerSideEvents extends EventsMap,
  SocketData,
> {
  /** Alias of `connection`. */
  connect: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void;
  connection: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void;
}

/** A channel of its own over shared connections: own sockets, rooms, middlewares and listeners. */
export class Namespace<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = Untyped,
> extends Broadcaster<
  EmitEvents,
  ServerSideEvents,
  NamespaceReservedEvents<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
  SocketData
> {
  readonly name: string;
  readonly server: Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
  /** The connected sockets of this server. */
  readonly sockets: Map<SocketId, Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>> = new Map();
  declare adapter: AdapterContract;
  /** The next acknowledgement id. Adapters draw from it too. */
  _ids = 0;
  /** Middlewares; a child namespace begins with its parent's. */
  protected readonly middlewares: Middleware<
    Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>
  >[] = [];

  constructor(server: Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData>, name: string) {
    super();
    this.server = server;
    this.name = name;
    this._initAdapter();
  }

  /** Makes the adapter anew: the server's choice has changed. */
  _initAdapter(): void {
    this.adapter = this.server.createAdapter(this);
    // Adapters that prepare themselves asynchronously report their failures by their own events.
    void this.adapter.init();
  }

  /**
   * Adds a function that every new socket passes. `next(error)` refuses the socket: the client gets the
   * message and `error.data`.
   */
  use(
    middleware: (
      socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
      next: (error?: ExtendedError) => void,
    ) => void,
  ): this {
    this.middlewares.push(middleware);
    return this;
  }

  // --- for clients, sockets and adapters

  /** Another server has emitted an event to this namespace. */
  _onServerSideEmit(args: [event: string, ...args: unknown[]]): void {
    this.emitLocally(...args);
  }

  /** For the server: a namespace has come into being. Listeners of the server are the main namespace's. */
  tellNewNamespace(namespace: unknown): void {
    this.emitLocally("new_namespace", namespace);
  }

  /** A client wants in. */
  _add(
    client: Client,
    auth: Record<string, unknown> | undefined,
    onJoined: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void,
    query?: ParsedUrlQuery,
  ): void {
    const begin = (restored?: RestoredSession): void => {
      const socket = new Socket(this, client, auth, restored, query);
      if (restored !== undefined && this.server.recovery?.skipMiddlewares !== false) {
        this.#connect(socket, onJoined);
        return;
      }
      runAll(this.middlewares, socket, (error) => this.#decide(socket, error, onJoined));
    };
    const { pid, offset } = auth ?? {};
    if (this.server.recovery === undefined || typeof pid !== "string" || typeof offset !== "string") {
      begin();
      return;
    }
    this.adapter.restoreSession(pid, offset).then(
      (restored) => begin(restored ?? undefined),
      () => begin(),
    );
  }

  /** A socket has left. */
  _remove(socket: { readonly id: SocketId }): void {
    this.sockets.delete(socket.id);
  }

  protected override currentAdapter(): AdapterContract {
    return this.adapter;
  }

  #decide(
    socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
    error: ExtendedError | undefined,
    onJoined: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void,
  ): void {
    process.nextTick(() => {
      if (socket.conn.readyState !== "open") {
        socket._cleanup();
      } else if (error !== undefined) {
        socket._cleanup();
        socket._error(socket.client.isV2 ? (error.data ?? error.message) : describe(error));
      } else {
        this.#connect(socket, onJoined);
      }
    });
  }

  #connect(
    socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
    onJoined: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void,
  ): void {
    if (socket.conn.readyState !== "open") {
      socket._cleanup();
      return;
    }
    this.sockets.set(socket.id, socket);
    socket._onconnect();
    onJoined(socket);
    this.emitLocally("connect", socket);
    this.emitLocally("connection", socket);
  }
}

/** What the client's `connect_error` gets. */
function describe({ message, data }: ExtendedError): { message: string; data?: unknown } {
  return data === undefined ? { message } : { message, data };
}
