/** Texts of a recording and what stands for them now: socket ids, session ids, addresses. */
export class Substitutions {
  readonly #now = new Map<string, string>();
  /** All recorded texts as one expression, longest first, made when it is needed. */
  #anywhere: RegExp | undefined;

  add(recorded: string, now: string): void {
    if (recorded === "" || recorded === now || this.#now.get(recorded) === now) return;
    this.#now.set(recorded, now);
    this.#anywhere = undefined;
  }

  text(text: string): string {
    if (this.#now.size === 0) return text;
    this.#anywhere ??= new RegExp(
      [...this.#now.keys()]
        .sort((one, other) => other.length - one.length)
        .map((recorded) => recorded.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join("|"),
      "g",
    );
    return text.replace(this.#anywhere, (recorded) => this.#now.get(recorded) ?? recorded);
  }

  /** A copy of a value with each text replaced. */
  value(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item)]));
  }
}
