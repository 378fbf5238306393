/** What keep-alive does to a connection. */
export interface KeepAliveActions {
  ping(): void;
  giveUp(): void;
}

/** Sends a ping to a peer that has been silent, and gives up one that stays silent (RFC 6455 section 5.5.2). */
export class KeepAlive {
  readonly #pingIntervalMs: number;
  readonly #pingTimeoutMs: number;
  readonly #actions: KeepAliveActions;
  #timer: NodeJS.Timeout;
  /** Something came since the timer was started. Cheaper than restarting a timer for every chunk. */
  #wasHeard = false;
  #awaitsPong = false;

  constructor(pingIntervalMs: number, pingTimeoutMs: number, actions: KeepAliveActions) {
    this.#pingIntervalMs = pingIntervalMs;
    this.#pingTimeoutMs = pingTimeoutMs;
    this.#actions = actions;
    this.#timer = this.#start(pingIntervalMs);
  }

  heard(): void {
    this.#wasHeard = true;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(ms: number): NodeJS.Timeout {
    const timer = setTimeout(() => this.#onTimer(), ms);
    timer.unref();
    return timer;
  }

  #onTimer(): void {
    const wasHeard = this.#wasHeard;
    this.#wasHeard = false;
    if (wasHeard) {
      this.#awaitsPong = false;
    } else if (this.#awaitsPong) {
      this.#actions.giveUp();
      return;
    } else {
      this.#awaitsPong = true;
      this.#actions.ping();
    }
    this.#timer = this.#start(this.#awaitsPong ? this.#pingTimeoutMs : this.#pingIntervalMs);
  }
}
