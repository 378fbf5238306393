import { HandshakeError } from "./errors.js";
import { isToken, quote } from "./tokens.js";

/** A parameter of an extension: its name, and its value where it has one. Order and repetition are kept. */
export interface ExtensionParameter {
  readonly name: string;
  readonly value?: string;
}

/** One element of Sec-WebSocket-Extensions (RFC 6455 section 9.1). */
export interface Extension {
  readonly name: string;
  readonly parameters: readonly ExtensionParameter[];
}

/**
 * Reads Sec-WebSocket-Extensions (RFC 6455 section 9.1). A quoted value is returned without its quotes and
 * must be a token when they are gone.
 *
 * @throws HandshakeError `WIRE_INVALID_EXTENSIONS`.
 */
export function parseExtensions(value: string): Extension[] {
  const extensions: Extension[] = [];
  for (const element of splitOutsideQuotes(value, ",")) {
    if (element === "") continue;
    const [name = "", ...rest] = splitOutsideQuotes(element, ";");
    if (!isToken(name)) throw refused(value, `${quote(name)} is not a token`);
    extensions.push({ name, parameters: rest.map((parameter) => parseParameter(parameter, value)) });
  }
  if (extensions.length === 0) throw refused(value, "the list is empty");
  return extensions;
}

/** Writes Sec-WebSocket-Extensions. */
export function formatExtensions(extensions: readonly Extension[]): string {
  return extensions
    .map(({ name, parameters }) =>
      [name, ...parameters.map((p) => (p.value === undefined ? p.name : `${p.name}=${p.value}`))].join("; "),
    )
    .join(", ");
}

function parseParameter(text: string, header: string): ExtensionParameter {
  const equals = text.indexOf("=");
  const name = (equals < 0 ? text : text.slice(0, equals)).trim();
  if (!isToken(name)) throw refused(header, `parameter ${quote(text)}`);
  if (equals < 0) return { name };
  const written = text.slice(equals + 1).trim();
  const value = written.startsWith('"') ? unquote(written) : written;
  if (value === undefined || !isToken(value)) throw refused(header, `the value of ${quote(name)}`);
  return { name, value };
}

/** A quoted-string without its quotes and backslashes (RFC 9110 section 5.6.4). */
function unquote(text: string): string | undefined {
  return /^"(?:[^"\\]|\\.)*"$/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : undefined;
}

/** The parts between separators, trimmed; a separator inside a quoted string is none. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted && character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}

function refused(header: string, reason: string): HandshakeError {
  return new HandshakeError("WIRE_INVALID_EXTENSIONS", `${reason} in ${quote(header)}`);
}
