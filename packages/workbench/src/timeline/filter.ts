import type { TimelineFilter } from "../contract/index.js";
import { directionCodes, firstProtocolLayerCode, kindCodes } from "./kinds.js";
import { mayHaveAttachments } from "./schema.js";
import { compileSearch, type Search } from "./search.js";
import type { SqlValue } from "./sql.js";

/** A filter made ready for the database. */
export interface CompiledFilter {
  /** True when every row matches. */
  readonly everything: boolean;
  /** A condition over `entry` that every match meets. */
  readonly where: string;
  readonly values: readonly SqlValue[];
  /** Decides on the content where the condition alone cannot. */
  readonly matches?: (content: string) => boolean;
  /** Whether a row may come in or go out when it is marked. */
  readonly dependsOnMarks: boolean;
}

/** Throws `FILTER_INVALID`. */
export function compileFilter(filter: TimelineFilter): CompiledFilter {
  const search = compileSearch(filter.search ?? "");
  const conditions = [...rowConditions(filter), ...contentConditions(search)];
  return {
    everything: conditions.length === 0 && !search.matches,
    where: conditions.length === 0 ? "1" : conditions.map(({ sql }) => sql).join(" AND "),
    values: conditions.flatMap(({ values }) => values),
    dependsOnMarks: filter.marked === true,
    ...(search.matches ? { matches: search.matches } : {}),
  };
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const listed = "(SELECT value FROM json_each(?))";
const isNamed = `kind IN (${kindCodes.event}, ${kindCodes.ack})`;

function rowConditions(filter: TimelineFilter): readonly Condition[] {
  const conditions: Condition[] = [];
  const add = (sql: string, ...values: SqlValue[]) => void conditions.push({ sql, values });
  const addList = (sql: string, list: readonly unknown[] | undefined) => {
    if (list) add(sql, JSON.stringify(list));
  };
  if (!filter.protocolLayer) add(`kind < ${firstProtocolLayerCode}`);
  addList(`connection IN (SELECT number FROM connection WHERE id IN ${listed})`, filter.connectionIds);
  addList(
    `direction IN ${listed}`,
    filter.directions?.map((direction) => directionCodes[direction]),
  );
  addList(
    `kind IN ${listed}`,
    filter.kinds?.map((kind) => kindCodes[kind]),
  );
  addList(`event IN ${listed}`, filter.events);
  addList(`NOT (${isNamed} AND ifnull(event IN ${listed}, 0))`, filter.mutedEvents);
  addList(
    `NOT (kind = ${kindCodes.event} AND direction = ${directionCodes.received} AND event NOT IN ${listed})`,
    filter.listenedEvents,
  );
  addList(`namespace IN ${listed}`, filter.namespaces);
  if (filter.minSize !== undefined) add("size >= ?", filter.minSize);
  if (filter.maxSize !== undefined) add("size <= ?", filter.maxSize);
  if (filter.marked) add("seq IN (SELECT seq FROM mark)");
  return conditions;
}

function contentConditions({ fragments, foldsCase }: Search): readonly Condition[] {
  if (fragments.length === 0) return [];
  const holds = (column: string) =>
    fragments.map(() => `instr(${foldsCase ? `lower(${column})` : column}, ?) > 0`).join(" OR ");
  const sql =
    `(${holds("payload")} OR ${holds("answer")} OR (${mayHaveAttachments} AND EXISTS ` +
    `(SELECT 1 FROM attachment WHERE attachment.seq = entry.seq AND (${holds("bytes")}))))`;
  return [{ sql, values: [...fragments, ...fragments, ...fragments] }];
}
