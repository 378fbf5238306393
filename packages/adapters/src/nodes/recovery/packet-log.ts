import type { KeptPacket } from "./recovery.js";

interface Entry {
  readonly packet: KeptPacket;
  readonly at: number;
}

/** The recent packets of a namespace, oldest first, bounded by age and by number. */
export class PacketLog {
  readonly #maxAgeMs: number;
  readonly #maxPackets: number;
  /** Entries before `#head` are gone; the array is cut now and then, so that adding costs the same always. */
  #entries: (Entry | undefined)[] = [];
  #head = 0;
  /** How many entries were cut off: positions only grow. */
  #cut = 0;
  readonly #positions = new Map<string, number>();

  constructor(maxAgeMs: number, maxPackets: number) {
    this.#maxAgeMs = maxAgeMs;
    this.#maxPackets = maxPackets;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  /** Where the next packet will stand. */
  get end(): number {
    return this.#cut + this.#entries.length;
  }

  add(packet: KeptPacket): void {
    const now = performance.now();
    this.#positions.set(packet.offset, this.end);
    this.#entries.push({ packet, at: now });
    this.#dropOld(now);
  }

  /** The packet's place, if it is still there. */
  positionOf(offset: string): number | undefined {
    return this.#positions.get(offset);
  }

  get(offset: string): KeptPacket | undefined {
    const position = this.#positions.get(offset);
    return position === undefined ? undefined : this.#entries[position - this.#cut]?.packet;
  }

  /** The packets from a place on. */
  *from(position: number): Generator<KeptPacket> {
    for (let index = Math.max(this.#head, position - this.#cut); index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (entry !== undefined) yield entry.packet;
    }
  }

  /** The place of the oldest packet that is not older than this. */
  positionAtAge(ageMs: number): number {
    const threshold = performance.now() - ageMs;
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? 0) < threshold) low = middle + 1;
      else high = middle;
    }
    return this.#cut + low;
  }

  clear(): void {
    this.#cut = this.end;
    this.#entries = [];
    this.#head = 0;
    this.#positions.clear();
  }

  dropOld(): void {
    this.#dropOld(performance.now());
  }

  #dropOld(now: number): void {
    const threshold = now - this.#maxAgeMs;
    while (this.#head < this.#entries.length) {
      const oldest = this.#entries[this.#head];
      if (oldest !== undefined) {
        if (this.size <= this.#maxPackets && oldest.at >= threshold) break;
        this.#positions.delete(oldest.packet.offset);
        this.#entries[this.#head] = undefined;
      }
      this.#head += 1;
    }
    if (this.#head > 1024 && this.#head > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#head);
      this.#cut += this.#head;
      this.#head = 0;
    }
  }
}
