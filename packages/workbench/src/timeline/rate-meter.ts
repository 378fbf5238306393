const slotMs = 100;
const slots = 10;

/** Counts over the last second, in tenths. */
export class RateMeter {
  readonly #counts = new Uint32Array(slots);
  #slot = 0;

  count(): void {
    this.#advance();
    this.#counts[this.#slot % slots] = (this.#counts[this.#slot % slots] ?? 0) + 1;
  }

  perSecond(): number {
    this.#advance();
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #advance(): void {
    const now = Math.floor(performance.now() / slotMs);
    if (now - this.#slot >= slots) this.#counts.fill(0);
    else for (let slot = this.#slot + 1; slot <= now; slot++) this.#counts[slot % slots] = 0;
    this.#slot = now;
  }
}
