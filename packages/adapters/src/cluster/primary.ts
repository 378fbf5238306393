import { relayBetweenWorkers } from "./relay.js";

/**
 * Makes the primary pass on what the adapters of its workers say to each other. Call it once, before the
 * workers are forked. Events with bytes in them need `cluster.setupPrimary({ serialization: "advanced" })`.
 *
 * @returns stops passing on
 */
export function setupPrimary(): () => void {
  return relayBetweenWorkers().stop;
}
