/** How long a packet may be under way to this node after another node has passed it on. */
const LATE_MS = 30_000;

/**
 * Packets that a client got when it was resumed and that may still be on their way to this node: they must
 * not reach it twice.
 */
export class ResumedPackets {
  readonly #sids = new Map<string, Set<string>>();
  #batches: { readonly at: number; readonly offsets: readonly string[]; readonly sid: string }[] = [];

  add(sid: string, offsets: readonly string[]): void {
    this.dropOld();
    if (offsets.length === 0) return;
    for (const offset of offsets) {
      const sids = this.#sids.get(offset);
      if (sids === undefined) this.#sids.set(offset, new Set([sid]));
      else sids.add(sid);
    }
    this.#batches.push({ at: performance.now(), offsets, sid });
  }

  get(offset: string): ReadonlySet<string> | undefined {
    return this.#sids.size === 0 ? undefined : this.#sids.get(offset);
  }

  dropOld(): void {
    const threshold = performance.now() - LATE_MS;
    const old = this.#batches.filter((batch) => batch.at < threshold);
    if (old.length === 0) return;
    this.#batches = this.#batches.filter((batch) => batch.at >= threshold);
    for (const { offsets, sid } of old) {
      for (const offset of offsets) {
        const sids = this.#sids.get(offset);
        sids?.delete(sid);
        if (sids?.size === 0) this.#sids.delete(offset);
      }
    }
  }
}
