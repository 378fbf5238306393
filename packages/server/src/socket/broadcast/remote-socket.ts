import type { Room, SocketId } from "../adapter/contract.js";
import type { EventNames, EventParams, EventsMap, WithErrorAcks } from "../events/typed-events.js";
import type { Handshake } from "../handshake.js";
import type { BroadcastOperator } from "./broadcast-operator.js";

/** What servers tell each other about a socket. */
export interface SocketDetails<SocketData> {
  readonly id: SocketId;
  readonly handshake: Handshake;
  readonly rooms: Iterable<Room>;
  readonly data: SocketData;
}

/** A socket of any server: its description, and the few things that can be done from afar. */
export class RemoteSocket<EmitEvents extends EventsMap, SocketData> {
  readonly id: SocketId;
  readonly handshake: Handshake;
  readonly rooms: Set<Room>;
  readonly data: SocketData;
  readonly #operator: BroadcastOperator<EmitEvents, SocketData>;

  /** @param operator one that chooses this socket */
  constructor(operator: BroadcastOperator<EmitEvents, SocketData>, details: SocketDetails<SocketData>) {
    this.id = details.id;
    this.handshake = details.handshake;
    this.rooms = new Set(details.rooms);
    this.data = details.data;
    this.#operator = operator;
  }

  /**
   * How long to wait for the acknowledgement.
   *
   * @param timeout in milliseconds
   */
  timeout(timeout: number): BroadcastOperator<WithErrorAcks<EmitEvents>, SocketData> {
    return this.#operator.timeout(timeout);
  }

  emit<E extends EventNames<EmitEvents>>(event: E, ...args: EventParams<EmitEvents, E>): boolean {
    return this.#operator.emit(event, ...args);
  }

  join(room: Room | readonly Room[]): void {
    this.#operator.socketsJoin(room);
  }

  leave(room: Room): void {
    this.#operator.socketsLeave(room);
  }

  /** @param close whether to close the connection too, with everything else on it */
  disconnect(close = false): this {
    this.#operator.disconnectSockets(close);
    return this;
  }
}
