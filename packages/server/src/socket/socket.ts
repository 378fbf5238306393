import type { IncomingMessage } from "node:http";
import type { ParsedUrlQuery } from "node:querystring";
import { SocketPacketType } from "@signalbox/wire/socket";
import { randomId } from "../engine/ids.js";
import type { Session } from "../engine/session/session.js";
import { type AckCallback, Acks } from "./acks.js";
import type {
  AdapterContract,
  BroadcastFlags,
  PrivateSessionId,
  RestoredSession,
  Room,
  SessionToPersist,
  SocketId,
} from "./adapter/contract.js";
import { BroadcastOperator, listOf } from "./broadcast/broadcast-operator.js";
import type { Client } from "./connection/client.js";
import type { Packet } from "./connection/parser.js";
import { CatchAllEmitter } from "./events/catch-all.js";
import { refuseReserved } from "./events/reserved.js";
import type {
  AckResult,
  AllButLast,
  DefaultEventsMap,
  EventNames,
  EventNamesWithAck,
  EventParams,
  EventsMap,
  Last,
  Untyped,
  WithErrorAcks,
  WithManyAcks,
} from "./events/typed-events.js";
import { buildHandshake, type Handshake } from "./handshake.js";
import { type Middleware, runAll } from "./namespaces/middlewares.js";
import type { Namespace } from "./namespaces/namespace.js";
import { type DisconnectReason, isRecoverable } from "./reasons.js";

/** A received event: its name and its arguments. */
export type Event = [event: string, ...args: Untyped[]];

export interface SocketReservedEvents {
  disconnect: (reason: DisconnectReason, description?: Untyped) => void;
  /** The socket is still in its rooms. */
  disconnecting: (reason: DisconnectReason, description?: Untyped) => void;
  error: (error: Error) => void;
}

const { EVENT, ACK, CONNECT, DISCONNECT, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK } = SocketPacketType;

/** One client in one namespace. */
export class Socket<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = Untyped,
> extends CatchAllEmitter<ListenEvents, SocketReservedEvents> {
  readonly nsp: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
  readonly client: Client;
  /** Public: known to the client, and usable as a room. */
  readonly id: SocketId;
  /** Whether this socket goes on where a former one was cut off, with its id, rooms and data. */
  readonly recovered: boolean;
  connected = false;

  /** Private: what the client resumes with, when recovery is on. */
  readonly #pid: PrivateSessionId | undefined;
  /** Until the socket is connected. */
  #restored: RestoredSession | undefined;
  readonly #issued = Date.now();
  readonly #auth: Record<string, unknown> | undefined;
  readonly #namespaceQuery: ParsedUrlQuery | undefined;
  #handshake: Handshake | undefined;
  #data: SocketData | undefined;
  #acks: Acks | undefined;
  #middlewares: Middleware<Event>[] | undefined;
  #flags: BroadcastFlags | undefined;
  #hasLeft = false;

  constructor(
    nsp: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
    client: Client,
    auth: Record<string, unknown> | undefined,
    restored?: RestoredSession,
    namespaceQuery?: ParsedUrlQuery,
  ) {
    super();
    this.nsp = nsp;
    this.client = client;
    this.#auth = auth;
    this.#namespaceQuery = namespaceQuery;
    this.recovered = restored !== undefined;
    this.#restored = restored;
    if (restored !== undefined) {
      this.id = restored.sid;
      this.#pid = restored.pid;
      this.#data = restored.data as SocketData;
      this.join(restored.rooms);
    } else {
      // v2 clients know their id before the server tells it: it follows from the connection's.
      this.id = !client.isV2 ? randomId() : nsp.name === "/" ? client.id : `${nsp.name}#${client.id}`;
      this.#pid = nsp.server.recovery === undefined ? undefined : randomId();
    }
  }

  // --- what it is

  get server(): Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>["server"] {
    return this.nsp.server;
  }

  get adapter(): AdapterContract {
    return this.nsp.adapter;
  }

  get handshake(): Handshake {
    this.#handshake ??= buildHandshake(
      this.request,
      this.conn.remoteAddress,
      this.#issued,
      this.#auth ?? {},
      this.#namespaceQuery,
    );
    return this.#handshake;
  }

  /** Free for the application; seen by other servers through `fetchSockets`. */
  get data(): SocketData {
    this.#data ??= {} as SocketData;
    return this.#data;
  }

  set data(data: SocketData) {
    this.#data = data;
  }

  /** What the client may resume with; adapters keep sessions under it. Undefined when recovery is off. */
  get _pid(): PrivateSessionId | undefined {
    return this.#pid;
  }

  get disconnected(): boolean {
    return !this.connected;
  }

  /** The first HTTP request of the connection. */
  get request(): IncomingMessage {
    return this.client.request;
  }

  /** The connection, shared with the client's sockets in other namespaces. */
  get conn(): Session {
    return this.client.conn;
  }

  /** The rooms it is in, its own among them. A copy. */
  get rooms(): Set<Room> {
    return new Set(this.adapter.socketRooms(this.id));
  }

  /** Acknowledgement callbacks by packet id. Adapters add theirs. */
  get acks(): Acks {
    this.#acks ??= new Acks();
    return this.#acks;
  }

  // --- sending

  /**
   * Sends an event. A function as the last argument is called with the client's answer.
   *
   * @returns true
   */
  override emit<E extends EventNames<EmitEvents>>(
    ...event: [name: E, ...args: EventParams<EmitEvents, E>]
  ): boolean {
    // The array that the call made is the packet's: nobody else has it.
    const data: unknown[] = event;
    refuseReserved(data[0]);
    const packet: Packet = { type: EVENT, nsp: this.nsp.name, data };
    const flags = this.#takeFlags();
    const ack = data[data.length - 1];
    if (typeof ack === "function") {
      data.pop();
      packet.id = this.nsp._ids++;
      this.acks.expect(packet.id, ack as AckCallback, flags?.timeout);
    } else if (this.nsp.server.recovery !== undefined) {
      // The adapter keeps what the client may have missed.
      void this.adapter.broadcast(packet, {
        rooms: new Set([this.id]),
        except: new Set(),
        flags: flags ?? {},
        onlyTo: this.id,
      });
      return true;
    }
    this.notifyOutgoingListeners(packet);
    this.client._packet(packet, flags);
    return true;
  }

  /**
   * Sends an event and waits for the answer. With {@link timeout} it rejects when none comes in time.
   *
   * @example const answer = await socket.timeout(1000).emitWithAck("question");
   */
  emitWithAck<E extends EventNamesWithAck<EmitEvents>>(
    event: E,
    ...args: AllButLast<EventParams<EmitEvents, E>>
  ): Promise<AckResult<Last<EventParams<EmitEvents, E>>>> {
    const hasTimeout = this.#flags?.timeout !== undefined;
    return new Promise((resolve, reject) => {
      const ack = hasTimeout
        ? (error: Error | null, answer: Untyped) => (error ? reject(error) : resolve(answer))
        : (answer: Untyped) => resolve(answer);
      this.emit(event, ...([...args, ack] as EventParams<EmitEvents, E>));
    });
  }

  /** Sends a `message` event. */
  send(...args: EventParams<EmitEvents, "message">): this {
    return this.write(...args);
  }

  /** Alias of {@link send}. */
  write(...args: EventParams<EmitEvents, "message">): this {
    this.emit("message", ...args);
    return this;
  }

  /** Whether the transport may compress the next event. */
  compress(compress: boolean): this {
    this.#flag({ compress });
    return this;
  }

  /** The next event may be lost: it is not kept for a client that cannot take it at once. */
  get volatile(): this {
    this.#flag({ volatile: true });
    return this;
  }

  /**
   * How long the next event waits for its answer; its callback gets an error first.
   *
   * @param timeout in milliseconds
   */
  timeout(timeout: number): Socket<ListenEvents, WithErrorAcks<EmitEvents>, ServerSideEvents, SocketData> {
    this.#flag({ timeout });
    return this as Untyped;
  }

  // --- sending to others

  /** To everybody else in the namespace. */
  get broadcast(): BroadcastOperator<WithManyAcks<EmitEvents>, SocketData> {
    return this.#toOthers();
  }

  /** To everybody else, on this server only. */
  get local(): BroadcastOperator<WithManyAcks<EmitEvents>, SocketData> {
    return this.#toOthers().local;
  }

  /** To everybody else in the room, or in any of the rooms. */
  to(room: Room | readonly Room[]): BroadcastOperator<WithManyAcks<EmitEvents>, SocketData> {
    return this.#toOthers().to(room);
  }

  in(room: Room | readonly Room[]): BroadcastOperator<WithManyAcks<EmitEvents>, SocketData> {
    return this.#toOthers().in(room);
  }

  except(room: Room | readonly Room[]): BroadcastOperator<WithManyAcks<EmitEvents>, SocketData> {
    return this.#toOthers().except(room);
  }

  // --- rooms

  /** Joins one room or several. A socket that has left joins nothing: nobody would take it out again. */
  join(rooms: Room | readonly Room[]): Promise<void> | void {
    if (this.#hasLeft) return;
    return this.adapter.addAll(this.id, new Set(listOf(rooms)));
  }

  leave(room: Room): Promise<void> | void {
    return this.adapter.del(this.id, room);
  }

  // --- receiving

  /** Adds a function that every received event passes before its listeners. */
  use(middleware: (event: Event, next: (error?: Error) => void) => void): this {
    this.#middlewares ??= [];
    this.#middlewares.push(middleware);
    return this;
  }

  // --- backpressure

  /** Bytes sent to this client, over all its namespaces, that still wait in this process. */
  get bufferedBytes(): number {
    return this.conn.bufferedBytes;
  }

  /** Resolves when nothing sent to this client waits any more, or the connection has closed. */
  drained(): Promise<void> {
    return this.conn.drained();
  }

  // --- the end

  /** @param close whether to close the connection too, with the client's sockets in other namespaces */
  disconnect(close = false): this {
    if (!this.connected) return this;
    if (close) {
      this.client._disconnect();
    } else {
      this.client._packet({ type: DISCONNECT, nsp: this.nsp.name });
      this._onclose("server namespace disconnect");
    }
    return this;
  }

  // --- for the namespace, the client and adapters

  _onconnect(): void {
    this.connected = true;
    void this.join(this.id);
    // As stock servers do: what was missed comes before the answer, and the client keeps it until then.
    for (const missed of this.#restored?.missedPackets ?? []) {
      this.client._packet({ type: EVENT, nsp: this.nsp.name, data: missed });
    }
    this.#restored = undefined;
    const pid = this.#pid === undefined ? {} : { pid: this.#pid };
    const data = this.client.isV2 ? {} : { data: { sid: this.id, ...pid } };
    this.client._packet({ type: CONNECT, nsp: this.nsp.name, ...data });
  }

  _onpacket(packet: Packet): void {
    switch (packet.type) {
      case EVENT:
      case BINARY_EVENT:
        this.#onEvent(packet);
        break;
      case ACK:
      case BINARY_ACK:
        if (packet.id !== undefined) this.#acks?.answer(packet.id, packet.data as unknown[]);
        break;
      case DISCONNECT:
        this._onclose("client namespace disconnect");
        break;
    }
  }

  _onerror(error: Error): void {
    if (this.listenerCount("error") > 0) this.emitLocally("error", error);
    else process.emitWarning(error);
  }

  /** Refuses the client: the answer to its CONNECT. */
  _error(error: unknown): void {
    this.client._packet({ type: CONNECT_ERROR, nsp: this.nsp.name, data: error });
  }

  /** What another socket would go on with; `undefined` without connection state recovery. For adapters. */
  get _session(): SessionToPersist | undefined {
    if (this.#pid === undefined) return undefined;
    return { sid: this.id, pid: this.#pid, rooms: [...this.rooms], data: this.data };
  }

  _onclose(reason: string, description?: unknown): void {
    if (!this.connected) return;
    this.emitLocally("disconnecting", reason, description);
    const session = this._session;
    if (session !== undefined && isRecoverable(reason)) this.adapter.persistSession(session);
    this.connected = false;
    this._cleanup();
    this.client._remove(this);
    this.emitLocally("disconnect", reason, description);
  }

  _cleanup(): void {
    this.#hasLeft = true;
    void this.adapter.delAll(this.id);
    this.nsp._remove(this);
  }

  // --- private

  #onEvent(packet: Packet): void {
    const event = packet.data as Event;
    if (packet.id !== undefined) event.push(this.#answerer(packet.id));
    this.notifyIncomingListeners(event);
    if (this.#middlewares === undefined) {
      this.dispatch(event);
      return;
    }
    runAll(this.#middlewares, event, (error) => {
      process.nextTick(() => {
        if (error !== undefined) this._onerror(error);
        else if (this.connected) this.dispatch(event);
      });
    });
  }

  #answerer(id: number): AckCallback {
    let isAnswered = false;
    return (...data) => {
      if (isAnswered) return;
      isAnswered = true;
      this.client._packet({ type: ACK, nsp: this.nsp.name, id, data });
    };
  }

  #flag(flags: BroadcastFlags): void {
    this.#flags = { ...this.#flags, ...flags };
  }

  #takeFlags(): BroadcastFlags | undefined {
    const flags = this.#flags;
    this.#flags = undefined;
    return flags;
  }

  #toOthers(): BroadcastOperator<WithManyAcks<EmitEvents>, SocketData> {
    return new BroadcastOperator(this.adapter, new Set(), new Set([this.id]), this.#takeFlags());
  }
}
