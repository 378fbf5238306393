import type { EngineOpen } from "@signalbox/wire/engine";
import type { SocketPacket } from "@signalbox/wire/socket";
import type { EngineOptions, SocketIoVersion } from "../options.js";
import type { Heartbeat, HeartbeatHost } from "./heartbeat.js";
import type { Opening, OpeningHost } from "./opening.js";

/** What it takes to speak with Socket.IO 2, and to find out that it must be spoken. */
export interface Version2Support {
  /** Undefined unless the options ask for it. Sets the host's codec to what is to be spoken at first. */
  createOpening(host: OpeningHost, options: EngineOptions): Opening | undefined;
  /** Undefined with a server of version 3 or 4, as below. */
  createHeartbeat(open: EngineOpen, host: HeartbeatHost & OpeningHost): Heartbeat | undefined;
  createSession(host: SessionHost): Version2Session | undefined;
  /** What `createSession` gave. */
  sessionOf(host: SessionHost): Version2Session | undefined;
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
  readonly version: SocketIoVersion | undefined;
  /** @internal Kept here for `sessionOf`. */
  _version2: Version2Session | undefined;
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

/** Undefined until it is given: a bundle in which nobody gives it has nothing of what would call it. */
export let version2: Version2Support | undefined;

/** Called by the Node entry, and in browsers by `@signalbox/client/v2`. */
export function useVersion2(given: Version2Support): void {
  version2 = given;
}
