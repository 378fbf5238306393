/** Delays that double from `min` to `max` milliseconds, each moved by chance to keep clients apart. */
export class Backoff {
  min = 0;
  max = 0;
  /** 0 to 1. */
  jitter = 0;
  attempts = 0;

  next(): number {
    // The exponent is bounded because 0 * Infinity is no delay.
    const delay = this.min * 2 ** Math.min(this.attempts++, 30);
    return Math.min(this.max, delay * (1 + this.jitter * (Math.random() * 2 - 1)));
  }
}
