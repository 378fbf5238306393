import { Deadlines, type Timed } from "./deadlines.js";

/** What the heartbeat needs of a session. */
export interface Beating extends Timed {
  readonly protocol: 3 | 4;
  /** Whether the current wait for a pong was lengthened already. */
  pongExtended: boolean;
  sendPing(): void;
  onHeartbeatLost(): void;
}

/**
 * The heartbeats of all sessions of one server.
 *
 * Engine.IO 4: the server pings after `pingInterval`; the pong has to follow within `pingTimeout`. A peer
 * that is busy sending a long message may be late with it, so other packets lengthen the wait, once.
 * Engine.IO 3: the client pings; it may be silent for `pingInterval + pingTimeout`.
 */
export class Heartbeat {
  readonly #untilPing: Deadlines;
  readonly #untilPong: Deadlines;
  readonly #silence: Deadlines;

  constructor(pingIntervalMs: number, pingTimeoutMs: number) {
    this.#untilPing = new Deadlines(pingIntervalMs);
    this.#untilPong = new Deadlines(pingTimeoutMs);
    this.#silence = new Deadlines(pingIntervalMs + pingTimeoutMs);
  }

  start(session: Beating): void {
    (session.protocol === 4 ? this.#untilPing : this.#silence).add(session);
  }

  stop(session: Beating): void {
    session.list?.remove(session);
  }

  /** Any packet is a sign of life. */
  heard(session: Beating): void {
    if (session.list === this.#silence) {
      this.#silence.add(session);
    } else if (session.list === this.#untilPong && !session.pongExtended) {
      session.pongExtended = true;
      this.#untilPong.add(session);
    }
  }

  heardPong(session: Beating): void {
    if (session.list === this.#untilPong) this.#untilPing.add(session);
  }

  onDeadline(session: Beating, list: Deadlines): void {
    if (list === this.#untilPing) {
      session.pongExtended = false;
      this.#untilPong.add(session);
      session.sendPing();
    } else {
      session.onHeartbeatLost();
    }
  }
}
