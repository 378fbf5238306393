import type { EngineOpen } from "@signalbox/wire/engine";
import type { Timer, Timers } from "../timers.js";

/** What a heartbeat needs of the engine. */
export interface HeartbeatHost {
  readonly timers: Timers;
  /** Nothing was heard for too long. */
  onSilence(): void;
  sendPing(): void;
}

/** Watches over a session. */
export interface Heartbeat {
  /** Whether the session is over by the clock: timers sleep while the machine does. */
  readonly expired: boolean;
  onPacket(type: string): void;
  /** Nothing can be heard while nothing is read. */
  setReading(reading: boolean): void;
  stop(): void;
}

/**
 * The heartbeat of Engine.IO 4: the server pings, and the lack of a ping for `pingInterval + pingTimeout`
 * ends the session.
 */
export class Heartbeat4 implements Heartbeat {
  readonly #silenceMs: number;
  readonly #host: HeartbeatHost;
  #timer: Timer;
  #deadline = 0;

  constructor({ pingInterval, pingTimeout }: EngineOpen, host: HeartbeatHost) {
    this.#silenceMs = pingInterval + pingTimeout;
    this.#host = host;
    this.onPacket("ping");
  }

  get expired(): boolean {
    return Date.now() > this.#deadline;
  }

  onPacket(type: string): void {
    if (type === "ping") this.setReading(true);
  }

  setReading(reading: boolean): void {
    this.stop();
    if (!reading) return;
    this.#deadline = Date.now() + this.#silenceMs;
    this.#timer = this.#host.timers.set(() => this.#host.onSilence(), this.#silenceMs);
  }

  stop(): void {
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#host.timers.clear(this.#timer);
  }
}
