import type { EngineOpen, EngineVersion } from "@signalbox/wire/engine";
import type { Timer, Timers } from "../timers.js";

/**
 * Watches over a session. In Engine.IO 4 the server pings, and the lack of a ping for `pingInterval +
 * pingTimeout` ends it. In 3 the client pings every `pingInterval`, and must then receive something
 * within `pingTimeout`.
 */
export class Heartbeat {
  readonly #open: EngineOpen;
  readonly #version: EngineVersion;
  readonly #timers: Timers;
  readonly #ping: () => void;
  readonly #onTimeout: () => void;
  #pingTimer: Timer;
  #timeoutTimer: Timer;
  #isReading = true;
  /** When the session is over, by the clock: timers sleep while the machine does. */
  #deadline = 0;

  constructor(
    open: EngineOpen,
    version: EngineVersion,
    timers: Timers,
    ping: () => void,
    onTimeout: () => void,
  ) {
    this.#open = open;
    this.#version = version;
    this.#timers = timers;
    this.#ping = ping;
    this.#onTimeout = onTimeout;
    this.setReading(true);
    if (version === 3) this.#schedulePing();
  }

  get expired(): boolean {
    return Date.now() > this.#deadline;
  }

  onPacket(type: string): void {
    if (this.#version === 3 || type === "ping") this.setReading(true);
  }

  /** Waits for a sign of life from now on; while nothing is read, there can be none. */
  setReading(reading: boolean): void {
    const { pingInterval, pingTimeout } = this.#open;
    const silence = reading ? pingInterval + pingTimeout : Number.POSITIVE_INFINITY;
    this.#isReading = reading;
    this.#deadline = Date.now() + silence;
    this.#timers.clear(this.#timeoutTimer);
    this.#timeoutTimer =
      reading && this.#version === 4 ? this.#timers.set(this.#onTimeout, silence) : undefined;
  }

  stop(): void {
    this.#timers.clear(this.#pingTimer);
    this.#timers.clear(this.#timeoutTimer);
  }

  #schedulePing(): void {
    const { pingInterval, pingTimeout } = this.#open;
    this.#pingTimer = this.#timers.set(() => {
      if (this.#isReading) this.#timeoutTimer ??= this.#timers.set(this.#onTimeout, pingTimeout);
      this.#schedulePing();
      this.#ping();
    }, pingInterval);
  }
}
