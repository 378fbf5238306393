import type { Untyped } from "./typed-events.js";

export type AnyListener = (...args: Untyped[]) => void;

/** Listeners of every event, in order. */
export class AnyListeners {
  readonly list: AnyListener[] = [];

  remove(listener: AnyListener | undefined): void {
    if (listener === undefined) {
      this.list.length = 0;
      return;
    }
    const index = this.list.indexOf(listener);
    if (index >= 0) this.list.splice(index, 1);
  }

  notify(data: readonly unknown[]): void {
    // A copy: a listener may take itself off.
    for (const listener of this.list.slice()) listener(...data);
  }
}
