import { HandshakeError } from "./errors.js";
import { isToken } from "./tokens.js";

/** Names and values, in order. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** Header lines, each with its end. @throws HandshakeError `WIRE_INVALID_HEAD` when a name or value would break out of its line. */
export function formatFields(fields: HeaderPairs): string {
  let lines = "";
  for (const [name, value] of fields) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (!isToken(name) || /[\0-\x08\x0a-\x1f\x7f]|[^\0-\xff]/.test(value)) {
      throw new HandshakeError("WIRE_INVALID_HEAD", `header ${JSON.stringify(name)} cannot be written`);
    }
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}

/** A response head (RFC 9112 section 4). @throws HandshakeError `WIRE_INVALID_HEAD`. */
export function formatResponseHead(status: number, reason: string, fields: HeaderPairs): string {
  return `HTTP/1.1 ${status} ${reason}\r\n${formatFields(fields)}\r\n`;
}
