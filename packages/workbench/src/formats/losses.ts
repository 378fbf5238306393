import type { Loss } from "../contract/index.js";

/** Gathers what is not carried over, each thing once. */
export class Losses {
  readonly #list: Loss[] = [];

  add(where: string, what: string): void {
    if (!this.#list.some((loss) => loss.where === where && loss.what === what)) {
      this.#list.push({ where, what });
    }
  }

  /** Adds one when a value is there. */
  addIf(value: unknown, where: string, what: string): void {
    if (value === undefined || value === false || value === "") return;
    if (Array.isArray(value) && value.length === 0) return;
    this.add(where, what);
  }

  get list(): readonly Loss[] {
    return this.#list;
  }
}
