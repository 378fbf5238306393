import { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { ReadHead } from "./front.js";

/** Fields of which Node keeps the first and drops the rest (documentation of `message.headers`). */
const firstOnly = new Set(
  "age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location max-forwards proxy-authorization referer retry-after server user-agent".split(
    " ",
  ),
);

/** A request that was read without Node's HTTP parser; to a program it is what Node would have handed out. */
export class UpgradeRequest extends IncomingMessage {
  #headers: NodeJS.Dict<string | string[]> | undefined;
  #headersDistinct: NodeJS.Dict<string[]> | undefined;
  readonly readHead: ReadHead;

  constructor(read: ReadHead, socket: Socket) {
    super(socket);
    const { head } = read;
    this.readHead = read;
    this.method = head.method;
    this.url = head.url;
    this.httpVersion = head.httpVersion;
    this.httpVersionMajor = Number(head.httpVersion[0]);
    this.httpVersionMinor = Number(head.httpVersion[2]);
    this.rawHeaders = [...head.rawHeaders];
    this.complete = true;
    Object.assign(this, { upgrade: true });
  }

  /** Made when somebody asks: most servers look at a header or two, many at none. */
  static {
    Object.defineProperties(UpgradeRequest.prototype, {
      headers: {
        configurable: true,
        get(this: UpgradeRequest) {
          this.#headers ??= joined(this.rawHeaders);
          return this.#headers;
        },
        set(this: UpgradeRequest, headers: NodeJS.Dict<string | string[]>) {
          this.#headers = headers;
        },
      },
      headersDistinct: {
        configurable: true,
        get(this: UpgradeRequest) {
          this.#headersDistinct ??= distinct(this.rawHeaders);
          return this.#headersDistinct;
        },
        set(this: UpgradeRequest, headers: NodeJS.Dict<string[]>) {
          this.#headersDistinct = headers;
        },
      },
    });
  }
}

function distinct(rawHeaders: readonly string[]): NodeJS.Dict<string[]> {
  const headers: NodeJS.Dict<string[]> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    const value = rawHeaders[at + 1] ?? "";
    const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (before === undefined) Object.defineProperty(headers, name, { value: [value], ...plain });
    else before.push(value);
  }
  return headers;
}

function joined(rawHeaders: readonly string[]): NodeJS.Dict<string | string[]> {
  const headers: NodeJS.Dict<string | string[]> = {};
  for (const [name, values = []] of Object.entries(distinct(rawHeaders))) {
    let value: string | string[] | undefined;
    if (name === "set-cookie") value = values;
    else if (firstOnly.has(name)) value = values[0];
    else value = values.join(name === "cookie" ? "; " : ", ");
    Object.defineProperty(headers, name, { value, ...plain });
  }
  return headers;
}

/** A property like one that was assigned, also where its name is `__proto__`. */
const plain = { enumerable: true, configurable: true, writable: true } as const;
