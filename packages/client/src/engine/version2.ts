import type { EngineCodec, EngineOpen } from "@signalbox/wire/engine";
import type { SocketPacket } from "@signalbox/wire/socket";
import type { TransportError } from "../errors.js";
import type { EngineOptions } from "../options.js";
import type { Timers } from "../timers.js";
import type { Heartbeat, HeartbeatHost } from "./heartbeat.js";
import type { TransportHost } from "./transport.js";

/** What it takes to speak with Socket.IO 2, and to find out that it must be spoken. */
export interface Version2Support {
  readonly codec: EngineCodec;
  detect(host: DetectionHost): Detection;
  createHeartbeat(open: EngineOpen, host: HeartbeatHost): Heartbeat;
  createSession(host: SessionHost): Version2Session;
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

/** The Manager, as a session with a Socket.IO 2 server sees it. */
export interface SessionHost {
  readonly engine: {
    readonly id: string;
    once(event: "pong", listener: () => void): unknown;
    /** @internal */
    _send(type: "ping"): void;
  };
  readonly nsps: Readonly<Record<string, { _onOpen(): void }>>;
  /** @internal */
  _packet(packet: SocketPacket): void;
}

/** What the Manager and its sockets do otherwise with a Socket.IO 2 server. */
export interface Version2Session {
  /** What a socket has to do for its namespace. */
  join(nsp: string): "ask" | "wait" | "joined";
  /** The packet that asks for a namespace, with `auth` where such servers look for it. */
  connectPacket(nsp: string, auth: object): SocketPacket;
  /** The id of the socket of a namespace. */
  idOf(nsp: string): string;
  onSent(packet: SocketPacket): void;
  /** The namespaces that a packet is for. */
  recipients(packet: SocketPacket): Iterable<string>;
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
