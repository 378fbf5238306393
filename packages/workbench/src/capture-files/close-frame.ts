import { payloadBytes } from "./content.js";
import type { CapturedRow } from "./read.js";

/** Code and reason of the close frame that a client sent about the time of its `closing` state. */
export function sentCloseOf(
  rows: readonly CapturedRow[],
  closing: CapturedRow,
): { readonly code: number; readonly reason: string } | undefined {
  // The frame leaves just before the state is told, or waits behind what is still to be sent.
  const frame = rows
    .filter(
      ({ connection, entry }) =>
        connection === closing.connection && entry.kind === "closeFrame" && entry.direction === "sent",
    )
    .sort((one, other) => Math.abs(one.seq - closing.seq) - Math.abs(other.seq - closing.seq))[0];
  const payload = frame && payloadBytes(frame.entry);
  if (!payload || payload.length < 2) return undefined;
  return { code: payload.readUInt16BE(0), reason: payload.subarray(2).toString("utf8") };
}
