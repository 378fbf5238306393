import type { Adapter, AdapterSocket, BroadcastOptions, Packet } from "@signalbox/server";
import type { Recovery } from "./recovery/recovery.js";

/** What this node alone does, for its own clients. */
export interface Here extends Pick<Adapter, "rooms" | "sids" | "broadcastWithAck"> {
  forEach(options: BroadcastOptions, use: (socket: AdapterSocket) => void): void;
  broadcast(packet: Packet, options: BroadcastOptions): void;
  addSockets(options: BroadcastOptions, rooms: string[]): void;
  delSockets(options: BroadcastOptions, rooms: string[]): void;
  disconnectSockets(options: BroadcastOptions, close: boolean): void;
  serverSideEmit(args: unknown[]): void;
}

/** Gives packets to the clients of this node. */
export class Delivery {
  readonly #here: Here;
  readonly #recovery: Recovery | undefined;

  constructor(here: Here, recovery: Recovery | undefined) {
    this.#here = here;
    this.#recovery = recovery;
  }

  /** @param offset the packet's name, so that clients can ask for what comes after it */
  deliver(packet: Packet, options: BroadcastOptions, offset: string | undefined): void {
    if (offset === undefined || this.#recovery === undefined) {
      if (this.#concernsAnybody(options)) this.#here.broadcast(packet, options);
      return;
    }
    const data = [...(packet.data as unknown[]), offset];
    const { rooms, except = new Set<string>() } = options;
    this.#recovery.keep({ offset, data, rooms, except });
    if (!this.#concernsAnybody(options)) return;
    const resumed = this.#recovery.alreadySentTo(offset);
    const others = resumed === undefined ? options : { ...options, except: new Set([...except, ...resumed]) };
    this.#here.broadcast({ ...packet, data }, others);
  }

  #concernsAnybody({ rooms }: BroadcastOptions): boolean {
    if (rooms.size === 0) return this.#here.sids.size > 0;
    for (const room of rooms) if (this.#here.rooms.has(room)) return true;
    return false;
  }
}
