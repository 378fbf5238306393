/** Looks at the numbers of each sender: which are missing, and which came twice? */
export class Gaps {
  #seen = new Map();
  twice = 0;

  /** @returns whether the message is new */
  take({ sender, number }) {
    let numbers = this.#seen.get(sender);
    if (numbers === undefined) {
      numbers = new Set();
      this.#seen.set(sender, numbers);
    }
    if (numbers.has(number)) {
      this.twice += 1;
      return false;
    }
    numbers.add(number);
    return true;
  }

  /** How many are missing between the first and the last number of each sender. */
  get missing() {
    let missing = 0;
    for (const numbers of this.#seen.values()) {
      missing += Math.max(...numbers) - Math.min(...numbers) + 1 - numbers.size;
    }
    return missing;
  }
}
