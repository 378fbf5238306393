import type { EngineOpen, EnginePacket } from "@signalbox/wire/engine";
import type { TransportError } from "../errors.js";
import type { RawData } from "../manager/parser.js";
import type { CloseDetails, Transport } from "./transport.js";

export type EngineState = "opening" | "open" | "closing" | "closed";

export interface EngineEvents {
  open: () => void;
  handshake: (open: EngineOpen) => void;
  packet: (packet: EnginePacket) => void;
  packetCreate: (packet: EnginePacket) => void;
  data: (data: RawData) => void;
  message: (data: RawData) => void;
  ping: () => void;
  pong: () => void;
  heartbeat: () => void;
  flush: () => void;
  drain: () => void;
  upgrading: (transport: Transport) => void;
  upgrade: (transport: Transport) => void;
  upgradeError: (error: TransportError) => void;
  error: (error: Error) => void;
  close: (reason: string, description?: CloseDetails | Error) => void;
}

export interface WriteOptions {
  /** Whether the message may be compressed. Default true. */
  compress?: boolean;
}
