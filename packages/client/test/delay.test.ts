import fc from "fast-check";
import { expect, test } from "vitest";
import { delayBefore } from "../src/manager/delay.js";

test("delays double up to the maximum, moved by no more than the factor", () => {
  fc.assert(
    fc.property(
      fc.nat(5000),
      fc.nat(60_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (min, max, jitter) => {
        const settings = { reconnectionDelay: min, reconnectionDelayMax: max, randomizationFactor: jitter };
        for (let attempt = 0; attempt < 2000; attempt += 1) {
          const delay = delayBefore(attempt, settings);
          const base = min * 2 ** Math.min(attempt, 30);
          expect(delay).toBeLessThanOrEqual(max);
          expect(delay).toBeGreaterThanOrEqual(Math.min(max, base * (1 - jitter)) - 1e-6);
          expect(delay).toBeLessThanOrEqual(base * (1 + jitter) + 1e-6);
        }
      },
    ),
    { numRuns: 20 },
  );
});
