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

/**
 * Reads a whole request head (RFC 9112 section 3), from its bytes or from text of one character a byte. Folded lines and white space before a colon are refused.
 *
 * @throws HandshakeError `WIRE_INVALID_HEAD`.
 */
export function parseRequestHead(bytes: Uint8Array | string): RequestHead {
  const lines = linesOf(bytes);
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) HTTP\/(\d\.\d)$/.exec(lines[0] ?? "");
  if (match === null) throw new HandshakeError("WIRE_INVALID_HEAD", `request line ${quote(lines[0])}`);
  return { method: match[1], url: match[2], httpVersion: match[3] ?? "", ...parseFields(lines, false) };
}

/**
 * Reads a whole response head (RFC 9112 section 4), from its bytes or from text of one character a byte. A folded line is unfolded, as section 5.2 asks of a client.
 *
 * @throws HandshakeError `WIRE_INVALID_HEAD`.
 */
export function parseResponseHead(bytes: Uint8Array | string): ResponseHead {
  const lines = linesOf(bytes);
  const match = /^HTTP\/(\d\.\d) ([1-9]\d\d)(?: ([\t -~\x80-\xff]*))?$/.exec(lines[0] ?? "");
  if (match === null) throw new HandshakeError("WIRE_INVALID_HEAD", `status line ${quote(lines[0])}`);
  return {
    httpVersion: match[1] ?? "",
    statusCode: Number(match[2]),
    statusMessage: match[3] ?? "",
    ...parseFields(lines, true),
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

/** Lines without their ends; empty ones before the start line are skipped (RFC 9112 section 2.2). */
function linesOf(bytes: Uint8Array | string): string[] {
  const given = typeof bytes === "string" ? bytes : latin1Text(bytes);
  const text = given.startsWith("\r\n") ? given.replace(/^(?:\r\n)+/, "") : given;
  if (!text.endsWith("\r\n\r\n"))
    throw new HandshakeError("WIRE_INVALID_HEAD", "it does not end with an empty line");
  return text.slice(0, -4).split("\r\n");
}

/** Name and value of a field line that is as it should be: the regular expression takes linear time. */
const field = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t -~\x80-\xff]*)$/;

function parseFields(
  lines: readonly string[],
  unfold: boolean,
): { headers: HeadersByName; rawHeaders: readonly string[] } {
  const rawHeaders: string[] = [];
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] as string;
    const match = field.exec(line);
    if (match !== null) {
      rawHeaders.push(match[1] as string, trimSpace(match[2] as string));
    } else if (unfold && isFolded(line) && rawHeaders.length > 0) {
      rawHeaders.push(`${rawHeaders.pop()} ${foldedValue(line)}`.trim());
    } else {
      throw new HandshakeError("WIRE_INVALID_HEAD", whatIsWrong(line));
    }
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
