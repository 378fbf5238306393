/** More than a client leaves at a time; a bound, because clients choose the names. */
const REMEMBERED = 64;

/** Namespaces that a connection has left: packets for them may still be under way. */
export class FormerNamespaces {
  readonly #names = new Set<string>();

  has(name: string): boolean {
    return this.#names.has(name);
  }

  add(name: string): void {
    this.#names.delete(name);
    this.#names.add(name);
    if (this.#names.size <= REMEMBERED) return;
    const [oldest] = this.#names;
    if (oldest !== undefined) this.#names.delete(oldest);
  }

  delete(name: string): void {
    this.#names.delete(name);
  }
}
