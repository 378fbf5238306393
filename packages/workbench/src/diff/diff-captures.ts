import { type Capture, type CapturedConnection, factsOf } from "../capture-files/index.js";
import { type Comparable, comparableOf } from "./comparable.js";
import { compareRows, type RowDifference } from "./compare.js";
import type { Ignored } from "./ignore.js";
import { Substitutions } from "./substitutions.js";

export interface CaptureDiff {
  readonly differences: readonly RowDifference[];
  /** Rows of the first that were compared. */
  readonly compared: number;
}

/** How two captures differ. Connections are paired by title, those left over by their order. */
export function diffCaptures(
  recorded: Capture,
  now: Capture,
  options: { readonly ignore?: readonly Ignored[] } = {},
): CaptureDiff {
  const { ignore = [] } = options;
  const differences: RowDifference[] = [];
  let compared = 0;
  const pairs = pairConnections(recorded, now);
  // One connection may hear of another's id, so all are known before the first is compared.
  const substitutions = new Substitutions();
  for (const [before, after] of pairs) {
    if (!before || !after) continue;
    const nowIds = socketIds(now, after);
    for (const [index, id] of socketIds(recorded, before).entries())
      substitutions.add(id, nowIds[index] ?? id);
  }
  for (const [before, after] of pairs) {
    const rows = before ? comparables(recorded, before) : [];
    compared += rows.length;
    differences.push(...compareRows(rows, after ? comparables(now, after) : [], { ignore, substitutions }));
  }
  return { differences, compared };
}

/** The rows of a connection that are compared, under its title. */
export function comparables(capture: Capture, { id, title }: CapturedConnection): readonly Comparable[] {
  return capture.rows.flatMap((row) => {
    if (row.connection !== id) return [];
    const comparable = comparableOf(row);
    return comparable ? [{ ...comparable, connection: title }] : [];
  });
}

/** The ids that a Socket.IO server gave a connection, one each time it connected. */
export function socketIds(capture: Capture, { id }: CapturedConnection): readonly string[] {
  return capture.rows.flatMap(({ connection, entry }) => {
    if (connection !== id || entry.kind !== "state") return [];
    const { phase, socketId } = factsOf(entry);
    return phase === "connected" && typeof socketId === "string" ? [socketId] : [];
  });
}

type Pair = readonly [CapturedConnection | undefined, CapturedConnection | undefined];

function pairConnections(recorded: Capture, now: Capture): readonly Pair[] {
  const left = [...now.connections];
  const take = (isMeant: (connection: CapturedConnection) => boolean) => {
    const index = left.findIndex(isMeant);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const byTitle = recorded.connections.map(
    (before) => [before, take(({ title }) => title === before.title)] as const,
  );
  const pairs: Pair[] = byTitle.map(([before, after]) => [
    before,
    after ?? take(({ protocol }) => protocol === before.protocol),
  ]);
  return [...pairs, ...left.map((after): Pair => [undefined, after])];
}
