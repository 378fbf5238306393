export interface PulseEvents {
  /** Nothing has come back for too long. */
  onSilent(): void;
}

/**
 * Whether the engine works, by what this node hears of itself. A network that swallows everything closes no
 * connection: without this, nobody would know.
 */
export class Pulse {
  readonly #timeoutMs: number;
  readonly #events: PulseEvents;
  /** Since when something that this node has said has not come back. */
  #waitingSince: number | undefined;
  #isSilent = false;

  constructor(timeoutMs: number, events: PulseEvents) {
    this.#timeoutMs = timeoutMs;
    this.#events = events;
  }

  spoke(): void {
    this.#waitingSince ??= performance.now();
  }

  heard(): void {
    this.#waitingSince = undefined;
    this.#isSilent = false;
  }

  /** @param wasPaused this process stood still: what came back meanwhile waits in its sockets */
  check(wasPaused: boolean): void {
    if (this.#waitingSince === undefined) return;
    const now = performance.now();
    if (wasPaused) this.#waitingSince = now;
    if (this.#isSilent || now - this.#waitingSince <= this.#timeoutMs) return;
    this.#isSilent = true;
    this.#events.onSilent();
  }
}
