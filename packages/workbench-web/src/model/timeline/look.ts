import { Observable } from "../observable.js";
import { type KeyValueStore, readStored, writeStored } from "../storage.js";

export const PRECISIONS = ["ms", "us"] as const;
export const DELTAS = ["none", "previous", "reference"] as const;
export const LAYOUTS = ["list", "sequence"] as const;

/** How timelines show their rows; the same for all of them, and remembered. */
export interface TimelineLook {
  /** Milliseconds or microseconds. */
  readonly precision: (typeof PRECISIONS)[number];
  /** What stands beside the time: nothing, the time since the row above, or since the chosen row. */
  readonly delta: (typeof DELTAS)[number];
  readonly layout: (typeof LAYOUTS)[number];
}

const USUAL: TimelineLook = { precision: "us", delta: "none", layout: "list" };

export function rememberedLook(store: KeyValueStore): Observable<TimelineLook> {
  const look = new Observable(readStored(store, "timeline", isLook) ?? USUAL);
  look.subscribe(() => writeStored(store, "timeline", look.get()));
  return look;
}

function isLook(value: unknown): value is TimelineLook {
  if (typeof value !== "object" || value === null) return false;
  const { precision, delta, layout } = value as Record<string, unknown>;
  const isOneOf = (list: readonly unknown[], one: unknown) => list.includes(one);
  return isOneOf(PRECISIONS, precision) && isOneOf(DELTAS, delta) && isOneOf(LAYOUTS, layout);
}
