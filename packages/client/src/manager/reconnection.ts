import type { Timer, Timers } from "../timers.js";
import { Backoff } from "./backoff.js";

/** The Manager, as its reconnection sees it. */
export interface Reconnectable {
  /** @internal */
  readonly _readyState: string;
  open(callback: (error?: Error) => void): unknown;
  /** @internal */
  _fire(event: string, args: readonly unknown[]): unknown;
}

/** Connects again, after delays that grow, until it succeeds, is stopped, or has tried often enough. */
export class Reconnection {
  enabled = true;
  maxAttempts = Number.POSITIVE_INFINITY;
  readonly backoff = new Backoff();
  /** Whether an attempt is under way or waited for. */
  isRunning = false;

  readonly #manager: Reconnectable;
  readonly #timers: Timers;
  #isStopped = false;
  #timer: Timer;

  constructor(manager: Reconnectable, timers: Timers) {
    this.#manager = manager;
    this.#timers = timers;
  }

  /** The connection is wanted again. */
  allow(): void {
    this.#isStopped = false;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** Somebody connected while an attempt was waited for: it is not needed. */
  onOpen(): void {
    if (this.#timer === undefined) return;
    this.#cancel();
    this.backoff.attempts = 0;
  }

  /** Begins after a connection that was open, and with `first` after one that never was. */
  start(first: boolean): void {
    if (this.enabled && !this.isRunning && (!first || this.backoff.attempts === 0)) this.#next();
  }

  #cancel(): void {
    this.isRunning = false;
    this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }

  #next(): void {
    const { backoff } = this;
    if (this.isRunning || this.#isStopped) return;
    if (backoff.attempts >= this.maxAttempts) {
      backoff.attempts = 0;
      this.#manager._fire("reconnect_failed", []);
      return;
    }
    this.isRunning = true;
    this.#timer = this.#timers.set(() => this.#attempt(), backoff.next());
  }

  #attempt(): void {
    const { backoff } = this;
    this.#timer = undefined;
    this.#manager._fire("reconnect_attempt", [backoff.attempts]);
    // A listener may have given up, or connected by itself.
    if (this.#isStopped) return;
    if (this.#manager._readyState !== "closed") {
      this.isRunning = false;
      return;
    }
    this.#manager.open((error) => {
      const attempt = backoff.attempts;
      this.isRunning = false;
      if (error) {
        this.#next();
        this.#manager._fire("reconnect_error", [error]);
      } else {
        backoff.attempts = 0;
        this.#manager._fire("reconnect", [attempt]);
      }
    });
  }
}
