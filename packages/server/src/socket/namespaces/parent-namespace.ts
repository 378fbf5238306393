import type { RemoteSocket } from "../broadcast/remote-socket.js";
import type {
  DefaultEventsMap,
  EventNamesWithoutAck,
  EventParams,
  EventsMap,
  Untyped,
} from "../events/typed-events.js";
import type { Server } from "../server.js";
import { Namespace } from "./namespace.js";

let count = 0;

/**
 * Stands for all namespaces whose names a pattern or a function accepts. They are made when a client asks
 * for them, with the middlewares and listeners that the parent has by then.
 */
export class ParentNamespace<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = Untyped,
> extends Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
  readonly #children = new Set<Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>>();

  constructor(server: Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) {
    super(server, `/_${count++}`);
  }

  /** It has no sockets, so its adapter only passes broadcasts on to the children. */
  override _initAdapter(): void {
    const children = () => this.#children;
    this.adapter = {
      broadcast(packet: Untyped, options: Untyped) {
        for (const child of children())
          child.adapter.broadcast({ ...packet, data: [...packet.data] }, options);
      },
    } as Untyped;
  }

  override emit<E extends EventNamesWithoutAck<EmitEvents>>(
    event: E,
    ...args: EventParams<EmitEvents, E>
  ): boolean {
    for (const child of this.#children) child.emit(event, ...args);
    return true;
  }

  override fetchSockets(): Promise<RemoteSocket<EmitEvents, SocketData>[]> {
    throw new Error("fetchSockets() is not supported on parent namespaces");
  }

  createChild(name: string): Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
    const child = new Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>(this.server, name);
    for (const middleware of this.middlewares) child.use(middleware);
    for (const event of ["connect", "connection"] as const) {
      for (const listener of this.listeners(event)) child.on(event, listener as Untyped);
    }
    this.#children.add(child);
    if (this.server.cleansUpChildren) this.#removeWhenEmpty(child);
    this.server._nsps.set(name, child);
    this.server.announce(child);
    return child;
  }

  /** Names are chosen by clients: without this, namespaces nobody is in would stay for ever. */
  #removeWhenEmpty(child: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>): void {
    const remove = child._remove.bind(child);
    child._remove = (socket) => {
      remove(socket);
      if (child.sockets.size > 0 || this.server._nsps.get(child.name) !== child) return;
      void child.adapter.close();
      this.server._nsps.delete(child.name);
      this.#children.delete(child);
    };
  }
}
