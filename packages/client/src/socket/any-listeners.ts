import type { AnyListener } from "../events.js";

/** Listeners to every event, in their order. The list is replaced, never changed: a call under way goes on. */
export class AnyListeners {
  list: AnyListener[] = [];

  append(listener: AnyListener): void {
    this.list = [...this.list, listener];
  }

  prepend(listener: AnyListener): void {
    this.list = [listener, ...this.list];
  }

  /** Removes one, or all. */
  remove(listener: AnyListener | undefined): void {
    const at = listener ? this.list.indexOf(listener) : -1;
    this.list = listener ? this.list.filter((_, index) => index !== at) : [];
  }

  call(owner: unknown, args: readonly unknown[]): void {
    for (const listener of this.list) listener.apply(owner, args as unknown[]);
  }
}
