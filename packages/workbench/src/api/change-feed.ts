import type { ViewChange } from "../contract/index.js";

/** Rows gathered while a page is busy; the newest are kept. */
const maxChanged = 500;

/**
 * The changes of one view on their way to one page: one under way at a time, the rest gathered into the
 * next. A page that is slow to draw gets fewer and larger ones.
 */
export class ChangeFeed {
  readonly #send: (change: ViewChange, done: () => void) => void;
  #isUnderWay = false;
  #next: ViewChange | undefined;

  constructor(send: (change: ViewChange, done: () => void) => void) {
    this.#send = send;
  }

  add(change: ViewChange): void {
    const changed = [...(this.#next?.changed ?? []), ...change.changed].slice(-maxChanged);
    this.#next = { ...change, viewId: pageViewId(change.viewId), changed };
    this.#sendNext();
  }

  #sendNext(): void {
    const change = this.#next;
    if (!change || this.#isUnderWay) return;
    this.#next = undefined;
    this.#isUnderWay = true;
    this.#send(change, () => {
      this.#isUnderWay = false;
      this.#sendNext();
    });
  }
}

function pageViewId(name: string): string {
  return name.slice(name.indexOf(" ") + 1);
}
