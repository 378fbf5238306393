import type { ManagerSettings } from "../options.js";
import type { Timer, Timers } from "../timers.js";
import { delayBefore } from "./delay.js";

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
  /** Those made since the last success. */
  attempts = 0;
  /** Whether an attempt is under way or waited for. */
  isRunning = false;

  readonly #manager: Reconnectable;
  readonly #settings: ManagerSettings;
  readonly #timers: Timers;
  #isStopped = false;
  #timer: Timer;

  constructor(manager: Reconnectable, settings: ManagerSettings, timers: Timers) {
    this.#manager = manager;
    this.#settings = settings;
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
    this.attempts = 0;
  }

  /** Begins after a connection that was open, and with `first` after one that never was. */
  start(first: boolean): void {
    if (this.#settings.reconnection && (!first || this.attempts === 0)) this.#next();
  }

  #cancel(): void {
    this.isRunning = false;
    this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }

  #next(): void {
    if (this.isRunning || this.#isStopped) return;
    if (this.attempts >= this.#settings.reconnectionAttempts) {
      this.attempts = 0;
      this.#manager._fire("reconnect_failed", []);
      return;
    }
    this.isRunning = true;
    this.#timer = this.#timers.set(() => this.#attempt(), delayBefore(this.attempts++, this.#settings));
  }

  #attempt(): void {
    this.#timer = undefined;
    this.#manager._fire("reconnect_attempt", [this.attempts]);
    // A listener may have given up, or connected by itself.
    if (this.#isStopped) return;
    if (this.#manager._readyState !== "closed") {
      this.isRunning = false;
      return;
    }
    this.#manager.open((error) => {
      const attempt = this.attempts;
      this.isRunning = false;
      if (error) {
        this.#next();
        this.#manager._fire("reconnect_error", [error]);
      } else {
        this.attempts = 0;
        this.#manager._fire("reconnect", [attempt]);
      }
    });
  }
}
