import type { BroadcastFlags } from "@signalbox/server";
import { AdapterError } from "./errors.js";
import {
  type ClusterMessage,
  EMITTER_ID,
  type MessageBody,
  MessageType,
  type WireOptions,
} from "./messages.js";

const RESERVED = new Set([
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
]);
const RESERVED_FOR_SERVERS = new Set(["connect", "connection", "new_namespace"]);
const EVENT = 2;

/** Sends one message to all nodes. */
export type Send = (message: ClusterMessage & { readonly nsp: string }) => void;

/**
 * Chooses receivers and sends to them, on all nodes, from a process that is none. Immutable: every modifier
 * gives a new operator. There are no acknowledgements.
 */
export class EmitterOperator {
  readonly #send: Send;
  readonly #namespace: string;
  readonly #rooms: ReadonlySet<string>;
  readonly #except: ReadonlySet<string>;
  readonly #flags: BroadcastFlags;

  constructor(
    send: Send,
    namespace: string,
    rooms: ReadonlySet<string> = new Set(),
    except: ReadonlySet<string> = new Set(),
    flags: BroadcastFlags = {},
  ) {
    this.#send = send;
    this.#namespace = namespace;
    this.#rooms = rooms;
    this.#except = except;
    this.#flags = flags;
  }

  /** Also to the sockets in this room, or in any of these. */
  to(room: string | readonly string[]): EmitterOperator {
    const rooms = new Set([...this.#rooms, ...listOf(room)]);
    return new EmitterOperator(this.#send, this.#namespace, rooms, this.#except, this.#flags);
  }

  /** The same as {@link to}. */
  in(room: string | readonly string[]): EmitterOperator {
    return this.to(room);
  }

  /** Not to the sockets in this room, or in any of these. */
  except(room: string | readonly string[]): EmitterOperator {
    const except = new Set([...this.#except, ...listOf(room)]);
    return new EmitterOperator(this.#send, this.#namespace, this.#rooms, except, this.#flags);
  }

  /** May be lost: clients that cannot take it at once do not get it. */
  get volatile(): EmitterOperator {
    return this.#with({ volatile: true });
  }

  /** Whether the transports may compress the packet. */
  compress(compress: boolean): EmitterOperator {
    return this.#with({ compress });
  }

  /**
   * Sends an event to the chosen sockets.
   *
   * @returns true
   * @throws AdapterError for a reserved name, or with a function as the last argument
   */
  emit(event: string, ...args: unknown[]): true {
    if (RESERVED.has(event)) throw reserved(event);
    refuseAck(args);
    const packet = { type: EVENT, data: [event, ...args], nsp: this.#namespace };
    this.#publish({ type: MessageType.BROADCAST, data: { packet, opts: this.#options } });
    return true;
  }

  /** Makes the chosen sockets join rooms. */
  socketsJoin(room: string | readonly string[]): void {
    this.#publish({ type: MessageType.SOCKETS_JOIN, data: { opts: this.#options, rooms: listOf(room) } });
  }

  /** Makes the chosen sockets leave rooms. */
  socketsLeave(room: string | readonly string[]): void {
    this.#publish({ type: MessageType.SOCKETS_LEAVE, data: { opts: this.#options, rooms: listOf(room) } });
  }

  /**
   * Disconnects the chosen sockets.
   *
   * @param close whether to close their connections too, with everything else on them
   */
  disconnectSockets(close = false): void {
    this.#publish({ type: MessageType.DISCONNECT_SOCKETS, data: { opts: this.#options, close } });
  }

  /** Sends an event to all servers: `namespace.on(event)` hears it there. */
  serverSideEmit(event: string, ...args: unknown[]): void {
    if (RESERVED_FOR_SERVERS.has(event)) throw reserved(event);
    refuseAck(args);
    this.#publish({ type: MessageType.SERVER_SIDE_EMIT, data: { packet: [event, ...args] } });
  }

  get #options(): WireOptions {
    return { rooms: [...this.#rooms], except: [...this.#except], flags: this.#flags };
  }

  #publish(body: MessageBody): void {
    this.#send({ ...body, uid: EMITTER_ID, nsp: this.#namespace });
  }

  #with(flags: BroadcastFlags): EmitterOperator {
    const all = { ...this.#flags, ...flags };
    return new EmitterOperator(this.#send, this.#namespace, this.#rooms, this.#except, all);
  }
}

function listOf(room: string | readonly string[]): string[] {
  return typeof room === "string" ? [room] : [...room];
}

function reserved(event: string): AdapterError {
  return new AdapterError("SIGNALBOX_RESERVED_EVENT", `"${event}" is a reserved event name`);
}

function refuseAck(args: readonly unknown[]): void {
  if (typeof args.at(-1) !== "function") return;
  throw new AdapterError(
    "SIGNALBOX_NO_ACKS",
    "Acknowledgements are not supported: an emitter does not hear answers. Emit from a server",
  );
}
