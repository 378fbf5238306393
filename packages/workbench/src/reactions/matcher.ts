import type { Reaction } from "../contract/index.js";
import { jsonPathFault, valuesAt } from "../scenarios/matching/json-path.js";
import type { Heard } from "./heard.js";

/** What a reaction waits for, ready to be compared. */
export interface Matcher {
  matches(heard: Heard): boolean;
}

/** Throws an `Error` for a regular expression or JSONPath that is none. */
export function createMatcher({ event, namespace, contains, path }: Reaction["when"]): Matcher {
  const includes = contains ? textTest(contains) : undefined;
  const fault = path ? jsonPathFault(path) : undefined;
  if (fault !== undefined) throw new Error(`its JSONPath is wrong: ${fault}`);
  return {
    matches(heard) {
      const { entry } = heard;
      if (event !== undefined && entry.event !== event) return false;
      if (namespace !== undefined && entry.namespace !== namespace) return false;
      if (includes && !includes(heard.text)) return false;
      return !path || (heard.json !== undefined && valuesAt(path, heard.json).length > 0);
    },
  };
}

function textTest(contains: string): (text: string) => boolean {
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(contains);
  if (!expression) return (text) => text.includes(contains);
  // `g` and `y` would make the answer depend on the one before.
  const pattern = new RegExp(expression[1] ?? "", (expression[2] ?? "").replace(/[gy]/g, ""));
  return (text) => pattern.test(text);
}
