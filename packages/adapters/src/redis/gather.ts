/** How many items leave together at most. */
const MAX_ITEMS = 64;

/** Gathers what is sent by the code that runs now, and sends it together after that, in order. */
export class Gather<T> {
  readonly #send: (items: T[]) => void;
  #items: T[] = [];

  constructor(send: (items: T[]) => void) {
    this.#send = send;
  }

  /** What was added last and is not sent yet. */
  get last(): T | undefined {
    return this.#items.at(-1);
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#items.length === 1) process.nextTick(() => this.flush());
    else if (this.#items.length === MAX_ITEMS) this.flush();
  }

  flush(): void {
    const items = this.#items;
    if (items.length === 0) return;
    this.#items = [];
    this.#send(items);
  }
}
