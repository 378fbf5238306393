import type { Loss, LossCode } from "../contract/index.js";

/** Gathers what is not carried over, each thing once. */
export class Losses {
  readonly #byKey = new Map<string, Loss>();

  add(where: string, code: LossCode, values?: Loss["values"]): void {
    const loss = { where, code, ...(values && { values }) };
    this.#byKey.set(JSON.stringify(loss), loss);
  }

  /** Adds one when a value is there. */
  addIf(value: unknown, where: string, code: LossCode): void {
    if (value === undefined || value === false || value === "") return;
    if (Array.isArray(value) && value.length === 0) return;
    this.add(where, code);
  }

  get list(): readonly Loss[] {
    return [...this.#byKey.values()];
  }
}
