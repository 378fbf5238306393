import type { ConnectionRequest, OutgoingMessage, Problem, Result } from "../contract/index.js";
import { dynamicVariable } from "./dynamic.js";
import { variableProblems } from "./problems.js";
import type { Scope } from "./scope.js";
import { mapStrings } from "./strings.js";
import { parseTemplate } from "./template.js";

/** Variables that hold variables multiply; no message is meant to grow beyond this. */
const maxCharacters = 64 * 2 ** 20;

/** A text with its variables replaced by their values, just as they are. `where` is named in problems. */
export function resolveText(text: string, scope: Scope, where = ""): Result<string> {
  return attempt(() => expand(text, scope, where));
}

/** A request ready to connect with. Values in the URL's query are encoded where they stand behind a `=`. */
export function resolveRequest(request: ConnectionRequest, scope: Scope): Result<ConnectionRequest> {
  // The rows of the query are in the URL already, those that are sent.
  const { params: _, ...rest } = request;
  return attempt(() =>
    mapStrings(rest, (text, place) =>
      place === "url" ? expandUrl(text, scope) : expand(text, scope, place),
    ),
  );
}

/** A message ready to send: in bodies of any kind the values stand exactly where their names stood. */
export function resolveMessage(message: OutgoingMessage, scope: Scope): Result<OutgoingMessage> {
  return attempt(() => mapStrings(message, (text, place) => expand(text, scope, place)));
}

function expandUrl(text: string, scope: Scope): string {
  const query = text.indexOf("?");
  if (query === -1) return expand(text, scope, "url");
  const base = expand(text.slice(0, query), scope, "url");
  const pairs = text.slice(query).split("&");
  const encoded = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals === -1) return expand(pair, scope, "url");
    const value = expand(pair.slice(equals + 1), scope, "url", encodeURIComponent);
    return `${expand(pair.slice(0, equals), scope, "url")}=${value}`;
  });
  return base + encoded.join("&");
}

/** Throws a `ProblemFound`. */
function expand(
  text: string,
  scope: Scope,
  where: string,
  encode: (value: string) => string = (value) => value,
  within: readonly string[] = [],
): string {
  if (!text.includes("{{")) return text;
  let length = 0;
  const parts = parseTemplate(text).map((part) => {
    const value =
      part.type === "text" ? part.text : encode(variableValue(part.name, part.args, scope, where, within));
    length += value.length;
    if (length > maxCharacters) throw new ProblemFound(variableProblems.tooLong(maxCharacters, where));
    return value;
  });
  return parts.join("");
}

function variableValue(
  name: string,
  args: readonly string[],
  scope: Scope,
  where: string,
  within: readonly string[],
): string {
  const dynamic = dynamicVariable(name);
  if (dynamic) {
    try {
      return dynamic.compute(args);
    } catch (error) {
      const expected = error instanceof Error ? error.message : String(error);
      throw new ProblemFound(variableProblems.argument(name, expected, where));
    }
  }
  const variable = args.length === 0 ? scope.lookup(name) : undefined;
  if (!variable) throw new ProblemFound(variableProblems.unknown([name, ...args].join(" "), where));
  if (within.includes(name)) throw new ProblemFound(variableProblems.circular(name, where));
  // What a reaction stored came from a server: it is a value, never a template.
  if (variable.source === "session") return variable.value;
  return expand(variable.value, scope, where, undefined, [...within, name]);
}

class ProblemFound extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

function attempt<T>(resolve: () => T): Result<T> {
  try {
    return { ok: true, value: resolve() };
  } catch (error) {
    if (error instanceof ProblemFound) return { ok: false, problem: error.problem };
    throw error;
  }
}
