import { HandshakeError } from "./errors.js";
import { latin1Text } from "./latin1.js";
import { type HeadLimits, headLimitDefaults } from "./options.js";
import { quote, trimSpace } from "./tokens.js";

/**
 * Header fields by lower-case name; a field that was given several times has its values joined by ", "
 * (RFC 9110 section 5.3). The `headers` of Node's IncomingMessage fit.
 */
export type HeadersByName = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request head. Node's IncomingMessage of a server fits. */
export interface RequestHead {
  readonly method?: string | undefined;
  /** The request target, e.g. `/chat?room=1`. */
  readonly url?: string | undefined;
  /** `1.1` */
  readonly httpVersion: string;
  readonly headers: HeadersByName;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
}

/** A response head. Node's IncomingMessage of a client fits. */
export interface ResponseHead {
  readonly statusCode?: number | undefined;
  readonly statusMessage?: string | undefined;
  readonly httpVersion: string;
  readonly headers: HeadersByName;
  readonly rawHeaders: readonly string[];
}

const CR = 13;
const LF = 10;

/**
 * Finds the end of an HTTP head in bytes that arrive in pieces. Each byte is looked at once.
 *
 * A line ends with CR LF and nothing else: a bare LF or CR is refused at once (RFC 9112 section 2.2 lets a
 * recipient accept a bare LF; two recipients that differ in it can be played against each other).
 */
export class HeadReader {
  readonly #limits: HeadLimits;
  #kept: Uint8Array = new Uint8Array(0);
  #length = 0;
  #scanned = 0;
  #lineStart = 0;
  #lines = 0;
  /** What came behind the head, once it is whole: the first bytes of the WebSocket connection. */
  rest: Uint8Array = this.#kept;

  constructor(limits: Partial<HeadLimits> = {}) {
    this.#limits = { ...headLimitDefaults, ...limits };
  }

  /**
   * Takes the next piece. Returns the head with its final empty line, or `undefined` while it is not whole.
   *
   * @throws HandshakeError `WIRE_HEAD_TOO_LARGE`, `WIRE_INVALID_HEAD`.
   */
  push(piece: Uint8Array): Uint8Array | undefined {
    this.#append(piece);
    const bytes = this.#kept;
    for (let at = this.#scanned; at < this.#length; at++) {
      if (at >= this.#limits.maxHeadBytes) {
        throw new HandshakeError("WIRE_HEAD_TOO_LARGE", `more than ${this.#limits.maxHeadBytes} bytes`);
      }
      const byte = bytes[at];
      const afterCr = at > 0 && bytes[at - 1] === CR;
      if (afterCr !== (byte === LF)) {
        throw new HandshakeError("WIRE_INVALID_HEAD", "a line ends with CR LF");
      }
      if (byte !== LF) continue;
      const isEmpty = at - this.#lineStart === 1;
      this.#lineStart = at + 1;
      if (!isEmpty) {
        this.#lines++;
        if (this.#lines - 1 > this.#limits.maxHeaders) {
          throw new HandshakeError("WIRE_HEAD_TOO_LARGE", `more than ${this.#limits.maxHeaders} headers`);
        }
      } else if (this.#lines > 0) {
        this.rest = bytes.subarray(at + 1, this.#length);
        return bytes.subarray(0, at + 1);
      }
    }
    this.#scanned = this.#length;
    return undefined;
  }

  #append(piece: Uint8Array): void {
    if (this.#length === 0) {
      this.#kept = piece;
      this.#length = piece.length;
      return;
    }
    const length = this.#length + piece.length;
    if (length > this.#kept.length) {
      const larger = new Uint8Array(Math.max(length, Math.min(2 * this.#length, this.#limits.maxHeadBytes)));
      larger.set(this.#kept.subarray(0, this.#length));
      this.#kept = larger;
    }
    this.#kept.set(piece, this.#length);
    this.#length = length;
  }
}

// Each takes time in proportion to what it reads, and stands where the last one ended (`lastIndex`). Empty
// lines before the start line are skipped (RFC 9112 section 2.2).
const requestLine = /(?:\r\n)*([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) HTTP\/(\d\.\d)\r\n/y;
const statusLine = /(?:\r\n)*HTTP\/(\d\.\d) ([1-9]\d\d)(?: ([\t -~\x80-\xff]*))?\r\n/y;
const fieldLine = /([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t -~\x80-\xff]*)\r\n/y;

/**
 * Reads a whole request head (RFC 9112 section 3), from its bytes or from text of one character a byte. Folded lines and white space before a colon are refused.
 *
 * @throws HandshakeError `WIRE_INVALID_HEAD`.
 */
export function parseRequestHead(bytes: Uint8Array | string): RequestHead {
  const text = textOf(bytes);
  const [, method, url, httpVersion = ""] = startLine(text, requestLine, "request line");
  return { method, url, httpVersion, ...parseFields(text, requestLine.lastIndex, false) };
}

/**
 * Reads a whole response head (RFC 9112 section 4), from its bytes or from text of one character a byte. A folded line is unfolded, as section 5.2 asks of a client.
 *
 * @throws HandshakeError `WIRE_INVALID_HEAD`.
 */
export function parseResponseHead(bytes: Uint8Array | string): ResponseHead {
  const text = textOf(bytes);
  const [, httpVersion = "", statusCode, statusMessage = ""] = startLine(text, statusLine, "status line");
  return {
    httpVersion,
    statusCode: Number(statusCode),
    statusMessage,
    ...parseFields(text, statusLine.lastIndex, true),
  };
}

/** How often a field was given. */
export function countHeader(rawHeaders: readonly string[], lowerCaseName: string): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === lowerCaseName) count++;
  }
  return count;
}

/** One value for a field, or `undefined` where it was not given. */
export function headerValue(headers: HeadersByName, lowerCaseName: string): string | undefined {
  const value = headers[lowerCaseName];
  return value === undefined || typeof value === "string" ? value : value.join(", ");
}

function textOf(bytes: Uint8Array | string): string {
  const text = typeof bytes === "string" ? bytes : latin1Text(bytes);
  if (!text.endsWith("\r\n\r\n"))
    throw new HandshakeError("WIRE_INVALID_HEAD", "it does not end with an empty line");
  return text;
}

function startLine(text: string, form: RegExp, name: string): RegExpExecArray {
  form.lastIndex = 0;
  const match = form.exec(text);
  if (match === null) {
    const line = text.split("\r\n").find((each) => each !== "");
    throw new HandshakeError("WIRE_INVALID_HEAD", `${name} ${quote(line)}`);
  }
  return match;
}

function parseFields(
  text: string,
  start: number,
  unfold: boolean,
): { headers: HeadersByName; rawHeaders: readonly string[] } {
  const rawHeaders: string[] = [];
  const end = text.length - 2;
  let at = start;
  while (at < end) {
    fieldLine.lastIndex = at;
    const match = fieldLine.exec(text);
    if (match !== null) {
      rawHeaders.push(match[1] as string, trimSpace(match[2] as string));
      at = fieldLine.lastIndex;
      continue;
    }
    const line = text.slice(at, text.indexOf("\r\n", at));
    if (!unfold || !isFolded(line) || rawHeaders.length === 0) {
      throw new HandshakeError("WIRE_INVALID_HEAD", whatIsWrong(line));
    }
    rawHeaders.push(`${rawHeaders.pop()} ${foldedValue(line)}`.trim());
    at += line.length + 2;
  }
  return { headers: headersByName(rawHeaders), rawHeaders };
}

function isFolded(line: string): boolean {
  return line.startsWith(" ") || line.startsWith("\t");
}

/** The value without the white space around it (RFC 9110 section 5.5). */
function foldedValue(line: string): string {
  const value = trimSpace(line);
  if (!isFieldValue(value)) throw new HandshakeError("WIRE_INVALID_HEAD", whatIsWrong(line));
  return value;
}

function isFieldValue(value: string): boolean {
  return /^[\t -~\x80-\xff]*$/.test(value);
}

function whatIsWrong(line: string): string {
  const value = line.slice(line.indexOf(":") + 1);
  if (!isFieldValue(value)) return `a control character in header value ${quote(trimSpace(value))}`;
  return isFolded(line) ? "a folded header line" : `header line ${quote(line)}`;
}

/** Fields by lower-case name, from names and values in turn. */
export function headersByName(rawHeaders: readonly string[]): HeadersByName {
  const headers: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase();
    const value = rawHeaders[at + 1] as string;
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
