import type { AdapterContract, Room, SocketId } from "../adapter/contract.js";
import { refuseReserved, reservedServerEvents } from "../events/reserved.js";
import {
  type AckResult,
  type AllButLast,
  type EventNames,
  type EventNamesWithAck,
  type EventNamesWithoutAck,
  type EventParams,
  type EventsMap,
  type Last,
  TypedEmitter,
  type Untyped,
  type WithErrorAcks,
  type WithManyAcks,
} from "../events/typed-events.js";
import { BroadcastOperator } from "./broadcast-operator.js";
import type { RemoteSocket } from "./remote-socket.js";

/** The receivers' events, as a sender to many sees them. */
type Operator<EmitEvents extends EventsMap, SocketData> = BroadcastOperator<
  WithManyAcks<EmitEvents>,
  SocketData
>;

/**
 * The verbs of whatever stands for many sockets: a namespace, and the server for its main namespace.
 * Each begins a new {@link BroadcastOperator}, where they are described.
 */
export abstract class Broadcaster<
  EmitEvents extends EventsMap,
  ServerSideEvents extends EventsMap,
  Reserved extends EventsMap,
  SocketData,
> extends TypedEmitter<ServerSideEvents, Reserved> {
  /** The adapter of the namespace that it stands for. */
  protected abstract currentAdapter(): AdapterContract;

  /** An operator that has chosen nothing yet, which means everybody. */
  protected everybody(): Operator<EmitEvents, SocketData> {
    return new BroadcastOperator(this.currentAdapter());
  }

  to(room: Room | readonly Room[]): Operator<EmitEvents, SocketData> {
    return this.everybody().to(room);
  }

  in(room: Room | readonly Room[]): Operator<EmitEvents, SocketData> {
    return this.everybody().in(room);
  }

  except(room: Room | readonly Room[]): Operator<EmitEvents, SocketData> {
    return this.everybody().except(room);
  }

  compress(compress: boolean): Operator<EmitEvents, SocketData> {
    return this.everybody().compress(compress);
  }

  get volatile(): Operator<EmitEvents, SocketData> {
    return this.everybody().volatile;
  }

  get local(): Operator<EmitEvents, SocketData> {
    return this.everybody().local;
  }

  timeout(timeout: number): BroadcastOperator<WithErrorAcks<WithManyAcks<EmitEvents>>, SocketData> {
    return this.everybody().timeout(timeout);
  }

  override emit<E extends EventNamesWithoutAck<EmitEvents>>(
    event: E,
    ...args: EventParams<EmitEvents, E>
  ): boolean {
    return this.everybody().emit(event, ...(args as Untyped));
  }

  /** Sends a `message` event. */
  send(...args: EventParams<EmitEvents, "message">): this {
    this.everybody().emit("message", ...(args as Untyped));
    return this;
  }

  /** Alias of {@link send}. */
  write(...args: EventParams<EmitEvents, "message">): this {
    return this.send(...args);
  }

  /** @deprecated Use {@link fetchSockets}. */
  allSockets(): Promise<Set<SocketId>> {
    return this.everybody().allSockets();
  }

  fetchSockets(): Promise<RemoteSocket<EmitEvents, SocketData>[]> {
    return this.everybody().fetchSockets() as Promise<RemoteSocket<EmitEvents, SocketData>[]>;
  }

  socketsJoin(room: Room | readonly Room[]): void {
    this.everybody().socketsJoin(room);
  }

  socketsLeave(room: Room | readonly Room[]): void {
    this.everybody().socketsLeave(room);
  }

  disconnectSockets(close = false): void {
    this.everybody().disconnectSockets(close);
  }

  // --- to other servers

  /**
   * Sends an event to the other servers: `namespace.on(event)` hears it there. A function as the last
   * argument gets an error, or null, and one answer from each of them.
   */
  serverSideEmit<E extends EventNames<ServerSideEvents>>(
    event: E,
    ...args: EventParams<WithErrorAcks<WithManyAcks<ServerSideEvents>>, E>
  ): boolean {
    refuseReserved(event, reservedServerEvents);
    void this.currentAdapter().serverSideEmit([event, ...args]);
    return true;
  }

  /** Sends an event to the other servers and waits for their answers. */
  serverSideEmitWithAck<E extends EventNamesWithAck<ServerSideEvents>>(
    event: E,
    ...args: AllButLast<EventParams<ServerSideEvents, E>>
  ): Promise<AckResult<Last<EventParams<ServerSideEvents, E>>>[]> {
    return new Promise((resolve, reject) => {
      const ack = (error: (Error & { responses?: unknown }) | null, answers: Untyped): void => {
        if (error === null || error === undefined) {
          resolve(answers);
        } else {
          error.responses = answers;
          reject(error);
        }
      };
      refuseReserved(event, reservedServerEvents);
      void this.currentAdapter().serverSideEmit([event, ...args, ack]);
    });
  }
}
