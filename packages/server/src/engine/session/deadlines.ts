/** Something that waits for one deadline. The fields belong to the list it is in. */
export interface Timed {
  due: number;
  earlier: Timed | undefined;
  later: Timed | undefined;
  list: Deadlines | undefined;
  /** The wait is over; the item is in no list any more. */
  onDeadline(list: Deadlines): void;
}

/**
 * Deadlines that all lie the same time ahead, so the order of arrival is the order of expiry: a linked
 * list through the waiting things themselves and one timer for all of them. Adding, moving and removing
 * cost the same however many wait, and a waiting connection costs no timer object of its own.
 *
 * The timer does not keep the process alive: the connections that wait do that.
 */
export class Deadlines {
  readonly delayMs: number;
  #first: Timed | undefined;
  #last: Timed | undefined;
  #armed = false;

  constructor(delayMs: number) {
    this.delayMs = delayMs;
  }

  /** Starts, or starts again, the item's wait. An item waits in one list at a time. */
  add(item: Timed): void {
    item.list?.remove(item);
    item.list = this;
    // Whole milliseconds: a fraction would be an object of its own in each waiting connection.
    item.due = Math.ceil(performance.now() + this.delayMs);
    item.earlier = this.#last;
    if (this.#last === undefined) this.#first = item;
    else this.#last.later = item;
    this.#last = item;
    if (!this.#armed) this.#arm(this.delayMs);
  }

  remove(item: Timed): void {
    if (item.list !== this) return;
    if (item.earlier === undefined) this.#first = item.later;
    else item.earlier.later = item.later;
    if (item.later === undefined) this.#last = item.earlier;
    else item.later.earlier = item.earlier;
    item.earlier = undefined;
    item.later = undefined;
    item.list = undefined;
  }

  #arm(delayMs: number): void {
    this.#armed = true;
    setTimeout(() => this.#onTimer(), delayMs).unref();
  }

  #onTimer(): void {
    this.#armed = false;
    const now = performance.now();
    // What expires may close connections and so remove any other item: the head is read anew each time.
    for (let item = this.#first; item !== undefined && item.due <= now; item = this.#first) {
      this.remove(item);
      item.onDeadline(this);
    }
    const next = this.#first;
    if (next !== undefined && !this.#armed) this.#arm(Math.max(1, Math.ceil(next.due - now)));
  }
}
