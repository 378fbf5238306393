import type { EngineOpen } from "@signalbox/wire/engine";
import type { Heartbeat, HeartbeatHost } from "../engine/heartbeat.js";
import type { Timer } from "../timers.js";

/**
 * The heartbeat of Engine.IO 3: the client pings every `pingInterval`, and must then receive something
 * within `pingTimeout`.
 */
export class Heartbeat3 implements Heartbeat {
  readonly #open: EngineOpen;
  readonly #host: HeartbeatHost;
  #isReading = true;
  #pingTimer: Timer;
  #timeoutTimer: Timer;
  #deadline = 0;

  constructor(open: EngineOpen, host: HeartbeatHost) {
    this.#open = open;
    this.#host = host;
    this.setReading(true);
    this.#schedulePing();
  }

  get expired(): boolean {
    return this.#isReading && Date.now() > this.#deadline;
  }

  onPacket(): void {
    this.setReading(true);
  }

  /** The client pings on while it reads nothing, so that the server keeps the session. */
  setReading(reading: boolean): void {
    this.#isReading = reading;
    this.#deadline = Date.now() + this.#open.pingInterval + this.#open.pingTimeout;
    this.#host.timers.clear(this.#timeoutTimer);
    this.#timeoutTimer = undefined;
  }

  stop(): void {
    this.#host.timers.clear(this.#pingTimer);
    this.#host.timers.clear(this.#timeoutTimer);
  }

  #schedulePing(): void {
    const { pingInterval, pingTimeout } = this.#open;
    const { timers } = this.#host;
    this.#pingTimer = timers.set(() => {
      if (this.#isReading) this.#timeoutTimer ??= timers.set(() => this.#host.onSilence(), pingTimeout);
      this.#schedulePing();
      this.#host.sendPing();
    }, pingInterval);
  }
}
