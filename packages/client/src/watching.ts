import type { Direction, SocketIoTap, TransportName } from "@signalbox/wire";
import type { OutgoingPacket, Transport } from "./engine/transport.js";
import type { Codec } from "./manager/parser.js";
import type { HttpRequest, HttpResponse } from "./runtime/http.js";

/** What it takes to tell a tap what crosses the wire. */
export interface Watching {
  /** The same codec, telling of its packets; of a sent one when its last message is on its way. */
  codec(codec: Codec, tap: SocketIoTap | undefined, transport: () => TransportName): Codec;
  /** @param carrier the WebSocket message that is the packet, or the polling body that it is part of */
  packet(
    transport: Transport,
    direction: Direction,
    packet: OutgoingPacket,
    carrier: string | Uint8Array,
  ): void;
  /** Begins an exchange; the function returned tells it, with the answer if one came. */
  exchange(
    request: HttpRequest,
    headers: Readonly<Record<string, string>>,
  ): (response?: HttpResponse) => void;
}

/** Undefined until it is given: a bundle in which nobody gives it has nothing of what would call it. */
export let watching: Watching | undefined;

/** Called by the Node entry, and in browsers by `@signalbox/client/tap`. */
export function useWatching(given: Watching): void {
  watching = given;
}
