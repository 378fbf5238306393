import type { ManagerSettings } from "../options.js";

type DelaySettings = Pick<
  ManagerSettings,
  "reconnectionDelay" | "reconnectionDelayMax" | "randomizationFactor"
>;

/** Milliseconds before an attempt, doubling with each and moved by chance to keep clients apart. */
export function delayBefore(
  attempt: number,
  { reconnectionDelay, reconnectionDelayMax, randomizationFactor }: DelaySettings,
): number {
  // The exponent is bounded because 0 * Infinity is no delay.
  const delay = reconnectionDelay * 2 ** Math.min(attempt, 30);
  return Math.min(reconnectionDelayMax, delay * (1 + randomizationFactor * (Math.random() * 2 - 1)));
}
