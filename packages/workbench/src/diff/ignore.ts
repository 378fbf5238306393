import { paths } from "jsonpath-rfc9535";

/** What is put in the place of a value that is not compared. */
const ignored = "(ignored)";

/** One place that is not compared: a JSONPath, of all rows or of one event alone. */
export interface Ignored {
  readonly event?: string;
  readonly path: string;
}

/** `$[0].id`, or `said:$[0].id` for one event. Throws an `Error` for what is no JSONPath. */
export function parseIgnored(written: string): Ignored {
  const at = written.indexOf("$");
  const event = at > 0 ? written.slice(0, at).replace(/:$/, "") : "";
  const path = written.slice(Math.max(0, at));
  paths(null, path);
  return event === "" ? { path } : { event, path };
}

/** A copy of a row's value without what is ignored in it. */
export function withoutIgnored(value: unknown, event: string, rules: readonly Ignored[]): unknown {
  const applying = rules.filter((rule) => rule.event === undefined || rule.event === event);
  if (applying.length === 0 || typeof value !== "object" || value === null) return value;
  const copy: unknown = structuredClone(value);
  for (const { path } of applying) {
    for (const normalized of paths(copy as Parameters<typeof paths>[0], path)) replace(copy, normalized);
  }
  return copy;
}

/** RFC 9535 section 2.7: `$['a'][0]`. */
function replace(root: unknown, normalized: string): void {
  const keys = [...normalized.matchAll(/\[(?:'((?:[^'\\]|\\.)*)'|(\d+))\]/g)].map(([, name, index]) =>
    index === undefined ? unescaped(name ?? "") : Number(index),
  );
  const last = keys.pop();
  let at: unknown = root;
  for (const key of keys) at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  if (last !== undefined && typeof at === "object" && at !== null) Reflect.set(at, last, ignored);
}

function unescaped(name: string): string {
  const json = name.replaceAll('"', '\\"').replaceAll("\\'", "'");
  return JSON.parse(`"${json}"`);
}
