import type { EngineCodec, EngineOpen } from "@signalbox/wire/engine";
import type { SocketPacket } from "@signalbox/wire/socket";
import type { TransportError } from "../errors.js";
import type { EngineOptions } from "../options.js";
import type { Timers } from "../timers.js";
import type { TransportHost } from "./transport.js";

/** What it takes to speak with Socket.IO 2, and to find out that it must be spoken. */
export interface Version2Support {
  readonly codec: EngineCodec;
  detect(host: DetectionHost): Detection;
  joinRoot(host: RootHost): Root;
}

/** The engine, while its version is being found out. */
export interface DetectionHost extends TransportHost {
  codec: EngineCodec;
  readonly opts: EngineOptions;
  readonly timers: Timers;
}

/** Finds out, in the course of one connection, which version the server speaks. */
export interface Detection {
  /**
   * Asks by a request of its own, for a transport that cannot show it. In an entry without polling it
   * cannot ask, and goes on. The function returned gives up.
   */
  ask(onKnown: () => void, onError: (error: TransportError) => void): () => void;
  /** Polling shows its first answer here. */
  onFirstAnswer(body: string | Uint8Array): void;
  /** Whether an error only says that polling is off, so that WebSocket is worth a try. */
  goesOn(error: TransportError): boolean;
  /** Calls back once it is known who opened this session: at once, or after a moment. */
  onOpen(open: EngineOpen, onKnown: () => void): void;
  onMessage(): void;
  stop(): void;
}

/** The Manager, as the namespace "/" sees it. */
export interface RootHost {
  /** Writes a packet, and calls back when the server has surely read it. */
  ask(packet: SocketPacket, onRead: () => void): void;
  /** Lets the sockets that wait go on: all of them, or that of "/" alone. */
  retry(all: boolean): void;
}

/** Whose packet a packet for "/" is. */
export type Recipients = "root" | "everybody" | "nobody";

/** The namespace "/" of a Socket.IO 2 server, which all others depend on. */
export interface Root {
  /** What a socket has to do for its namespace. */
  join(nsp: string): "ask" | "wait" | "joined";
  /** A packet for "/" was sent. */
  onSent(packet: SocketPacket): void;
  /** A packet for "/" came in. */
  onPacket(packet: SocketPacket): Recipients;
}

let support: Version2Support | undefined;

/** Called by the Node entry, and in browsers by `@signalbox/client/v2`. */
export function useVersion2(given: Version2Support): void {
  support = given;
}

export function version2(): Version2Support {
  if (support === undefined) throw new Error('version 2 and "auto" need @signalbox/client/v2');
  return support;
}
