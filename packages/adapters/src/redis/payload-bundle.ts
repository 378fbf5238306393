import type { Payload } from "./client.js";

/**
 * Many payloads as one argument of a command, and how long each is: the client libraries have a cost for
 * each argument, and Redis has one too.
 */
export interface Bundle {
  readonly bundle: Payload;
  /** For each list of payloads their lengths in bytes, separated by spaces. */
  readonly lengths: readonly string[];
}

export function bundleOf(lists: readonly (readonly Payload[])[]): Bundle {
  const lengths = lists.map((payloads) => payloads.map(byteLength).join(" "));
  const all = lists.flat();
  const bundle = all.every(isText) ? all.join("") : Buffer.concat(all.map(asBytes));
  return { bundle, lengths };
}

function byteLength(payload: Payload): number {
  return typeof payload === "string" ? Buffer.byteLength(payload) : payload.length;
}

function isText(payload: Payload): payload is string {
  return typeof payload === "string";
}

function asBytes(payload: Payload): Buffer {
  return typeof payload === "string" ? Buffer.from(payload) : payload;
}
