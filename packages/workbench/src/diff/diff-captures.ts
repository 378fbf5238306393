import { type Capture, type CapturedConnection, factsOf } from "../capture-files/index.js";
import { type Comparable, comparableOf } from "./comparable.js";
import { byStream, compareRows, type RowDifference } from "./compare.js";
import type { Ignored } from "./ignore.js";
import { learnIds, type SentTexts, sentTexts } from "./learned-ids.js";
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
  const pairs = pairConnections(recorded, now);
  const rows = pairs.map(([before, after]) => ({
    before: before ? comparables(recorded, before) : [],
    after: after ? comparables(now, after) : [],
  }));
  // One connection may hear of another's id, so all are known before the first is compared.
  const substitutions = new Substitutions();
  const sent = sentTexts(recorded);
  for (const [index, [before, after]] of pairs.entries()) {
    const compared = rows[index];
    if (!before || !after || !compared) continue;
    const nowIds = socketIds(now, after);
    for (const [place, id] of socketIds(recorded, before).entries())
      substitutions.add(id, nowIds[place] ?? id);
    learnAll(compared.before, compared.after, sent, substitutions);
  }
  return {
    differences: rows.flatMap(({ before, after }) => compareRows(before, after, { ignore, substitutions })),
    compared: rows.reduce((total, { before }) => total + before.length, 0),
  };
}

/** The ids that were given in what came, place by place in each stream. */
function learnAll(
  before: readonly Comparable[],
  after: readonly Comparable[],
  sent: SentTexts,
  substitutions: Substitutions,
): void {
  const streams = byStream(after);
  for (const [stream, rows] of byStream(before)) {
    const others = streams.get(stream) ?? [];
    for (const [index, row] of rows.entries()) {
      const other = others[index];
      if (row.direction === "received" && other)
        learnIds(row.value, other.value, row.seq, sent, substitutions);
    }
  }
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
