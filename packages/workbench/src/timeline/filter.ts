import type { TimelineFilter } from "../contract/index.js";
import { TimelineError } from "./errors.js";
import { directionCodes, firstProtocolLayerCode } from "./kinds.js";
import { mayHaveAttachments } from "./schema.js";
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
}

/** Throws `FILTER_INVALID`. */
export function compileFilter(filter: TimelineFilter): CompiledFilter {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (!filter.protocolLayer) conditions.push(`kind < ${firstProtocolLayerCode}`);
  if (filter.connectionIds) {
    conditions.push(
      "connection IN (SELECT number FROM connection WHERE id IN (SELECT value FROM json_each(?)))",
    );
    values.push(JSON.stringify(filter.connectionIds));
  }
  if (filter.directions) {
    conditions.push("direction IN (SELECT value FROM json_each(?))");
    values.push(JSON.stringify(filter.directions.map((direction) => directionCodes[direction])));
  }
  if (filter.events) {
    conditions.push("event IN (SELECT value FROM json_each(?))");
    values.push(JSON.stringify(filter.events));
  }
  const search = compileSearch(filter.search ?? "");
  if (search.fragment !== "") {
    conditions.push(
      "(instr(lower(payload), ?) > 0 OR instr(lower(answer), ?) > 0 " +
        `OR (${mayHaveAttachments} AND EXISTS (SELECT 1 FROM attachment ` +
        "WHERE attachment.seq = entry.seq AND instr(lower(bytes), ?) > 0)))",
    );
    values.push(search.fragment, search.fragment, search.fragment);
  }
  return {
    everything: conditions.length === 0 && !search.matches,
    where: conditions.length === 0 ? "1" : conditions.join(" AND "),
    values,
    ...(search.matches ? { matches: search.matches } : {}),
  };
}

interface Search {
  /** A part that each match contains, ASCII letters in lower case; empty when none is known. */
  readonly fragment: string;
  readonly matches?: (content: string) => boolean;
}

function compileSearch(search: string): Search {
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(search);
  if (expression)
    return { fragment: "", matches: compileExpression(expression[1] ?? "", expression[2] ?? "") };
  const needle = search.toLowerCase();
  const fragment = longestCaselessPart(needle);
  if (fragment === needle) return { fragment };
  return { fragment, matches: (content) => content.toLowerCase().includes(needle) };
}

function compileExpression(source: string, flags: string): (content: string) => boolean {
  try {
    // g and y would make each test begin where the last one ended.
    const expression = new RegExp(source, flags.replace(/[gy]/g, ""));
    return (content) => expression.test(content);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TimelineError("FILTER_INVALID", `The search is not a regular expression: ${why}`, {
      cause: error,
    });
  }
}

/** SQLite folds the case of ASCII letters only: the longest part for which that is the whole truth. */
function longestCaselessPart(needle: string): string {
  let longest = "";
  let current = "";
  for (const character of needle) {
    const folds = character > "\x7f" && character.toUpperCase() !== character;
    current = folds ? "" : current + character;
    if (current.length > longest.length) longest = current;
  }
  return longest;
}
