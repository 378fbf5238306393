import type { BackpressureOptions } from "../options.js";
import type { MessageData, OutgoingPacket } from "../transports/transport.js";
import type { Heartbeat } from "./heartbeat.js";
import type { Session } from "./session.js";

/** What a session needs of its server. */
export interface SessionHost {
  readonly heartbeat: Heartbeat;
  readonly backpressure: BackpressureOptions;
  readonly upgradeTimeoutMs: number;
  /** Whether somebody may listen to what `onFlush` and `onDrain` tell. */
  readonly isObserved: boolean;
  /** The JSON of the session's open packet. */
  describe(session: Session): string;
  initialPacket(): MessageData | undefined;
  onFlush(session: Session, packets: readonly OutgoingPacket[]): void;
  onDrain(session: Session): void;
  onClose(session: Session): void;
}

/** Takes a session's messages and its end without the detour over events. */
export interface SessionListener {
  onMessage(data: string | Buffer): void;
  onClose(reason: string, description: unknown): void;
}
