/**
 * Who may speak to the workbench. It opens sockets on behalf of whoever reaches it, so a page of another
 * site must not: neither by its own requests (Origin), nor by a name that it points at 127.0.0.1 (Host), nor
 * by a socket that carries the person's cookie (SameSite, and Origin again).
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export type Refusal = "host" | "origin" | "token";

export class Guard {
  /** Goes into the address that is printed and opened. */
  readonly token = randomBytes(24).toString("base64url");
  /** What the token is exchanged for. */
  readonly #session = randomBytes(24).toString("base64url");
  readonly #hosts: ReadonlySet<string>;
  readonly #cookieName: string;

  constructor(port: number) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
    // Browsers share cookies between the ports of a host; two workbenches must not log each other out.
    this.#cookieName = `signalbox-${port}`;
  }

  /** Whether a request comes from this machine's own pages or programs, whoever they are. */
  checkSource(headers: IncomingHttpHeaders): Refusal | undefined {
    if (!this.#hosts.has(headers.host ?? "")) return "host";
    const { origin } = headers;
    if (origin !== undefined && !this.#isOurOrigin(origin)) return "origin";
    return undefined;
  }

  /** Whether a request comes from a page that was opened with the token. */
  check(headers: IncomingHttpHeaders): Refusal | undefined {
    const refusal = this.checkSource(headers);
    if (refusal) return refusal;
    const session = readCookie(headers.cookie ?? "", this.#cookieName);
    return session !== undefined && isSame(session, this.#session) ? undefined : "token";
  }

  isToken(token: string): boolean {
    return isSame(token, this.token);
  }

  /** The Set-Cookie value for whoever showed the token. */
  cookie(): string {
    return `${this.#cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  #isOurOrigin(origin: string): boolean {
    return origin.startsWith("http://") && this.#hosts.has(origin.slice("http://".length));
  }
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
