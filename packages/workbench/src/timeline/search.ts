import { TimelineError } from "./errors.js";
import { literalsOf } from "./literals.js";

/** What a person typed into the search field, made ready. */
export interface Search {
  /** Parts of which each match contains one; none when none is known. */
  readonly fragments: readonly string[];
  /** The case of ASCII letters does not matter, and the fragments are in lower case. */
  readonly foldsCase: boolean;
  /** Decides where the fragments are not the whole truth. */
  readonly matches?: (content: string) => boolean;
}

/** A plain text is sought without regard to case; `/…/flags` is a regular expression. Throws `FILTER_INVALID`. */
export function compileSearch(search: string): Search {
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(search);
  if (expression) {
    const [, source = "", flags = ""] = expression;
    const foldsCase = flags.includes("i");
    const literals = literalsOf(source, flags) ?? [];
    return {
      fragments: foldsCase ? literals.map((literal) => literal.toLowerCase()) : literals,
      foldsCase,
      matches: compileExpression(source, flags),
    };
  }
  const needle = search.toLowerCase();
  const fragment = longestCaselessPart(needle);
  const fragments = fragment === "" ? [] : [fragment];
  if (fragment === needle) return { fragments, foldsCase: true };
  return { fragments, foldsCase: true, matches: (content) => content.toLowerCase().includes(needle) };
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
