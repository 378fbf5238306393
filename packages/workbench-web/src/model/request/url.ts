import type { Field, Protocol } from "signalbox/contract";

/** An address typed without a scheme means the plain one, as in a browser's address bar. */
export function completeUrl(url: string, protocol: Protocol): string {
  const trimmed = url.trim();
  // An address that begins with a variable may get its scheme from it.
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) || trimmed === "" || trimmed.startsWith("{{")) return trimmed;
  return `${protocol === "websocket" ? "ws" : "http"}://${trimmed.replace(/^\/+/, "")}`;
}

interface UrlParts {
  readonly base: string;
  readonly query: string | undefined;
  readonly hash: string;
}

function split(url: string): UrlParts {
  const hashAt = url.indexOf("#");
  const whole = hashAt < 0 ? url : url.slice(0, hashAt);
  const hash = hashAt < 0 ? "" : url.slice(hashAt);
  const queryAt = whole.indexOf("?");
  return queryAt < 0
    ? { base: whole, query: undefined, hash }
    : { base: whole.slice(0, queryAt), query: whole.slice(queryAt + 1), hash };
}

const TEMPLATE = /(\{\{[^{}]*\}\})/;

/** Changes what stands between variables, and leaves those as they are. */
function outsideTemplates(text: string, change: (part: string) => string): string {
  return text
    .split(TEMPLATE)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join("");
}

function decode(text: string): string {
  return outsideTemplates(text, (part) => {
    try {
      return decodeURIComponent(part.replace(/\+/g, " "));
    } catch {
      return part;
    }
  });
}

/** Only what would end the value or change its meaning is escaped, so that an address stays readable. */
function encode(text: string, ends: RegExp): string {
  return outsideTemplates(text, (part) =>
    part.replace(ends, (char) => (char === " " ? "%20" : encodeURIComponent(char))),
  );
}

/** The rows of an address's query, in its order. */
export function paramsOf(url: string): readonly Field[] {
  const { query } = split(url);
  if (query === undefined || query === "") return [];
  return query.split("&").map((pair) => {
    const at = pair.indexOf("=");
    return at < 0
      ? { name: decode(pair), value: "" }
      : { name: decode(pair.slice(0, at)), value: decode(pair.slice(at + 1)) };
  });
}

/** The address with these rows as its query; rows that are switched off or empty are left out. */
export function withParams(url: string, params: readonly Field[]): string {
  const { base, hash } = split(url);
  const sent = params.filter((row) => row.enabled !== false && (row.name !== "" || row.value !== ""));
  const query = sent.map((row) => {
    const name = encode(row.name, /[ %&#+=]/g);
    return row.value === "" ? name : `${name}=${encode(row.value, /[ %&#+]/g)}`;
  });
  return base + (query.length > 0 ? `?${query.join("&")}` : "") + hash;
}

/** The rows once the address was edited: those switched off keep their places, descriptions stay with their rows. */
export function followUrl(url: string, rows: readonly Field[] | undefined): readonly Field[] {
  const parsed = paramsOf(url);
  if (rows === undefined) return parsed;
  const isSent = (row: Field) => row.enabled !== false && (row.name !== "" || row.value !== "");
  const followed: Field[] = [];
  let next = 0;
  for (const row of rows) {
    if (!isSent(row)) {
      followed.push(row);
      continue;
    }
    const fresh = parsed[next++];
    if (fresh === undefined) continue;
    followed.push(row.description === undefined ? fresh : { ...fresh, description: row.description });
  }
  return [...followed, ...parsed.slice(next)];
}
