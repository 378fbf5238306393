import type { CookieStore } from "./runtime.js";

interface Cookie {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** The cookies of one server, for Node; a browser keeps its own. (RFC 6265 section 5, for a single host.) */
export class CookieJar implements CookieStore {
  readonly #cookies = new Map<string, Cookie>();

  header(): string {
    const pairs: string[] = [];
    for (const [name, { value, expires }] of this.#cookies) {
      if (expires > Date.now()) pairs.push(`${name}=${value}`);
      else this.#cookies.delete(name);
    }
    return pairs.join("; ");
  }

  store(setCookie: readonly string[]): void {
    for (const line of setCookie) {
      const [pair = "", ...attributes] = line.split(";");
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals).trim();
      if (equals < 0 || name === "") continue;
      this.#cookies.set(name, { value: pair.slice(equals + 1).trim(), expires: expiry(attributes) });
    }
  }
}

/** Max-Age wins over Expires (RFC 6265 section 5.3). */
function expiry(attributes: readonly string[]): number {
  let expires = Number.POSITIVE_INFINITY;
  for (const attribute of attributes) {
    const equals = attribute.indexOf("=");
    const name = attribute.slice(0, equals).trim().toLowerCase();
    const value = attribute.slice(equals + 1).trim();
    if (name === "max-age" && /^-?\d+$/.test(value)) return Date.now() + Number(value) * 1000;
    const date = name === "expires" ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(date)) expires = date;
  }
  return expires;
}
