import { SocketPacketType } from "@signalbox/wire/socket";
import type { AdapterContract, BroadcastFlags, Room, SocketId } from "../adapter/contract.js";
import { refuseReserved } from "../events/reserved.js";
import type {
  AckResult,
  AllButLast,
  EventNames,
  EventNamesWithAck,
  EventParams,
  EventsMap,
  Last,
  Untyped,
  WithErrorAcks,
} from "../events/typed-events.js";
import { BroadcastAcks } from "./broadcast-acks.js";
import { RemoteSocket, type SocketDetails } from "./remote-socket.js";

export interface OperatorFlags extends BroadcastFlags {
  /** The one receiver's answer is given as it is, not in an array. */
  expectSingleResponse?: boolean;
}

/**
 * Chooses receivers and sends to them. Immutable: every modifier gives a new operator, so one can be
 * kept and used again. A socket that is in several of the rooms is reached once.
 */
export class BroadcastOperator<EmitEvents extends EventsMap, SocketData> {
  readonly #adapter: AdapterContract;
  readonly #rooms: Set<Room>;
  readonly #except: Set<Room>;
  readonly #flags: OperatorFlags;

  constructor(
    adapter: AdapterContract,
    rooms: Set<Room> = new Set(),
    exceptRooms: Set<Room> = new Set(),
    flags: OperatorFlags = {},
  ) {
    this.#adapter = adapter;
    this.#rooms = rooms;
    this.#except = exceptRooms;
    this.#flags = flags;
  }

  /** Also to the sockets in this room, or in any of these. */
  to(room: Room | readonly Room[]): BroadcastOperator<EmitEvents, SocketData> {
    return new BroadcastOperator(this.#adapter, union(this.#rooms, room), this.#except, this.#flags);
  }

  /** The same as {@link to}; reads better before `socketsJoin` and its like. */
  in(room: Room | readonly Room[]): BroadcastOperator<EmitEvents, SocketData> {
    return this.to(room);
  }

  /** Not to the sockets in this room, or in any of these. */
  except(room: Room | readonly Room[]): BroadcastOperator<EmitEvents, SocketData> {
    return new BroadcastOperator(this.#adapter, this.#rooms, union(this.#except, room), this.#flags);
  }

  /** Whether the transports may compress the packet. */
  compress(compress: boolean): BroadcastOperator<EmitEvents, SocketData> {
    return this.#with({ compress });
  }

  /** May be lost: clients that cannot take it at once do not get it. */
  get volatile(): BroadcastOperator<EmitEvents, SocketData> {
    return this.#with({ volatile: true });
  }

  /** Only to sockets of this server. */
  get local(): BroadcastOperator<EmitEvents, SocketData> {
    return this.#with({ local: true });
  }

  /**
   * How long to wait for acknowledgements.
   *
   * @param timeout in milliseconds
   */
  timeout(timeout: number): BroadcastOperator<WithErrorAcks<EmitEvents>, SocketData> {
    return this.#with({ timeout });
  }

  /**
   * Sends an event. With a callback as the last argument and a {@link timeout}, the callback gets an
   * error, or null, and the answers of all receivers; of an error, `responses` has those that came.
   *
   * @returns true
   */
  emit<E extends EventNames<EmitEvents>>(event: E, ...args: EventParams<EmitEvents, E>): boolean {
    refuseReserved(event);
    const data: unknown[] = [event, ...args];
    const packet = { type: SocketPacketType.EVENT, nsp: "/", data };
    const options = { rooms: this.#rooms, except: this.#except, flags: this.#flags };
    const ack = data.at(-1);
    if (typeof ack !== "function") {
      void this.#adapter.broadcast(packet, options);
      return true;
    }
    data.pop();
    const { timeout, local, expectSingleResponse } = this.#flags;
    const acks = new BroadcastAcks(
      timeout,
      expectSingleResponse === true,
      ack as (...args: Untyped[]) => void,
    );
    this.#adapter.broadcastWithAck(
      packet,
      options,
      (count) => acks.onClientCount(count),
      (...answer) => acks.onAck(answer[0]),
    );
    if (local === true) acks.expectServers(1);
    else void this.#adapter.serverCount().then((count) => acks.expectServers(count));
    return true;
  }

  /**
   * Sends an event and waits for the answers. Rejects when not all come in time.
   *
   * @example const answers = await io.timeout(1000).emitWithAck("question");
   */
  emitWithAck<E extends EventNamesWithAck<EmitEvents>>(
    event: E,
    ...args: AllButLast<EventParams<EmitEvents, E>>
  ): Promise<AckResult<Last<EventParams<EmitEvents, E>>>> {
    return new Promise((resolve, reject) => {
      const ack = (error: Error | null, answers: Untyped): void => {
        if (error) reject(error);
        else resolve(answers);
      };
      this.emit(event, ...([...args, ack] as EventParams<EmitEvents, E>));
    });
  }

  /** @deprecated Use {@link fetchSockets}. The ids of the chosen sockets. */
  allSockets(): Promise<Set<SocketId>> {
    return this.#adapter.sockets(this.#rooms);
  }

  /** The chosen sockets, on all servers. Those of this server are the sockets themselves. */
  async fetchSockets(): Promise<RemoteSocket<EmitEvents, SocketData>[]> {
    const options = { rooms: this.#rooms, except: this.#except, flags: this.#flags };
    const found: SocketDetails<SocketData>[] = await this.#adapter.fetchSockets(options);
    return found.map((details) =>
      "emit" in details
        ? (details as Untyped as RemoteSocket<EmitEvents, SocketData>)
        : new RemoteSocket(this.#only(details.id), details),
    );
  }

  /** Makes the chosen sockets join rooms. */
  socketsJoin(room: Room | readonly Room[]): void {
    const options = { rooms: this.#rooms, except: this.#except, flags: this.#flags };
    void this.#adapter.addSockets(options, listOf(room));
  }

  /** Makes the chosen sockets leave rooms. */
  socketsLeave(room: Room | readonly Room[]): void {
    const options = { rooms: this.#rooms, except: this.#except, flags: this.#flags };
    void this.#adapter.delSockets(options, listOf(room));
  }

  /**
   * Disconnects the chosen sockets.
   *
   * @param close whether to close their connections too, with everything else on them
   */
  disconnectSockets(close = false): void {
    const options = { rooms: this.#rooms, except: this.#except, flags: this.#flags };
    void this.#adapter.disconnectSockets(options, close);
  }

  /** One socket, whose answers come as they are. */
  #only(id: SocketId): BroadcastOperator<EmitEvents, SocketData> {
    return new BroadcastOperator(this.#adapter, new Set([id]), new Set(), { expectSingleResponse: true });
  }

  #with(flags: OperatorFlags): BroadcastOperator<Untyped, SocketData> {
    return new BroadcastOperator(this.#adapter, this.#rooms, this.#except, { ...this.#flags, ...flags });
  }
}

export function listOf(room: Room | readonly Room[]): Room[] {
  return typeof room === "string" || !Array.isArray(room) ? [room as Room] : [...room];
}

function union(rooms: ReadonlySet<Room>, more: Room | readonly Room[]): Set<Room> {
  const result = new Set(rooms);
  for (const room of listOf(more)) result.add(room);
  return result;
}
