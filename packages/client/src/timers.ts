import type { EngineOptions } from "./options.js";
import { runtime } from "./runtime/runtime.js";

const native = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

export type Timer = ReturnType<typeof setTimeout> | undefined;

/** The longest delay that timers can hold; a longer one would fire at once. */
const longest = 2 ** 31 - 1;

/** Timers as the options ask for them. */
export class Timers {
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  set(callback: () => void, delayMs: number): Timer {
    const { useNativeTimers, autoUnref } = this.#options;
    const { setTimeout } = useNativeTimers ? native : globalThis;
    const timer = setTimeout(callback, Math.min(delayMs, longest));
    if (autoUnref) runtime.unref?.(timer);
    return timer;
  }

  clear(timer: Timer): void {
    const { clearTimeout } = this.#options.useNativeTimers ? native : globalThis;
    clearTimeout(timer);
  }
}
