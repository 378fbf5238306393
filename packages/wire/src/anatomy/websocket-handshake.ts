import { isKey, isToken, latin1Text, listHasToken, trimSpace } from "../websocket/index.js";
import type { Span } from "./span.js";
import { truncated } from "./text.js";

const CR = 13;
const LF = 10;

interface Line {
  readonly start: number;
  /** Behind the last character, before the line end. */
  readonly textEnd: number;
  /** Behind the line end. */
  readonly end: number;
  readonly text: string;
}

/**
 * The span of the HTTP head that the bytes begin with (RFC 6455 section 1.3, RFC 9112) and the offset behind
 * it; no span where they do not begin like one.
 */
export function dissectHandshake(bytes: Uint8Array): {
  readonly head: Span | undefined;
  readonly end: number;
} {
  const opening = latin1Text(bytes, 0, Math.min(bytes.length, 24));
  const isResponse = /^HTTP\/\d/.test(opening);
  if (!isResponse && !/^[A-Z]{3,}(?: |$)/.test(opening)) return { head: undefined, end: 0 };

  const children: Span[] = [];
  let at = 0;
  let isComplete = false;
  while (at < bytes.length && !isComplete) {
    const line = lineAt(bytes, at);
    isComplete = line.text === "" && line.end > line.textEnd;
    if (isComplete) children.push({ start: line.start, end: line.end, kind: "http.empty-line" });
    else if (at === 0) children.push(isResponse ? statusLine(line) : requestLine(line));
    else children.push(headerLine(line, isResponse));
    at = line.end;
  }
  const kind = isResponse ? "http.response-head" : "http.request-head";
  if (isComplete) return { head: { start: 0, end: at, kind, children }, end: at };
  children.push({ start: at, end: at, kind: "truncated", error: truncated });
  return { head: { start: 0, end: at, kind, error: truncated, children }, end: at };
}

function lineAt(bytes: Uint8Array, start: number): Line {
  const lf = bytes.indexOf(LF, start);
  const end = lf < 0 ? bytes.length : lf + 1;
  const textEnd = lf < 0 ? end : lf > start && bytes[lf - 1] === CR ? lf - 1 : lf;
  return { start, textEnd, end, text: latin1Text(bytes, start, textEnd) };
}

/** The line end; a bare LF is none (RFC 9112 section 2.2). */
function lineEnd({ textEnd, end }: Line): Span[] {
  if (textEnd === end) return [];
  const span = { start: textEnd, end, kind: "http.line-end" };
  return [end - textEnd === 2 ? span : { ...span, error: "WIRE_INVALID_HEAD" }];
}

function requestLine(line: Line): Span {
  const { start, end, text } = line;
  const match = /^([^ ]+) ([^ ]+) HTTP\/(\d\.\d)$/.exec(text);
  const span = { start, end, kind: "http.request-line", value: text };
  if (match === null) return { ...span, error: "WIRE_INVALID_HEAD", children: lineEnd(line) };
  const [, method = "", target = "", version = ""] = match;
  const targetStart = start + method.length + 1;
  const versionStart = targetStart + target.length + 1;
  return {
    ...span,
    children: [
      {
        start,
        end: start + method.length,
        kind: "http.method",
        value: method,
        ...(method !== "GET" && { error: "WIRE_INVALID_METHOD" }),
      },
      { start: targetStart, end: targetStart + target.length, kind: "http.target", value: target },
      {
        start: versionStart,
        end: line.textEnd,
        kind: "http.version",
        value: version,
        ...(Number(version) < 1.1 && { error: "WIRE_INVALID_HTTP_VERSION" }),
      },
      ...lineEnd(line),
    ],
  };
}

function statusLine(line: Line): Span {
  const { start, end, text } = line;
  const match = /^HTTP\/(\d\.\d) (\d{3})(?: (.*))?$/.exec(text);
  const span = { start, end, kind: "http.status-line", value: text };
  if (match === null) return { ...span, error: "WIRE_INVALID_HEAD", children: lineEnd(line) };
  const [, version = "", status = "", reason = ""] = match;
  return {
    ...span,
    children: [
      { start, end: start + 8, kind: "http.version", value: version },
      {
        start: start + 9,
        end: start + 12,
        kind: "http.status",
        value: Number(status),
        ...(status !== "101" && { error: "WIRE_UNEXPECTED_STATUS" }),
      },
      ...(reason === ""
        ? []
        : [{ start: start + 13, end: line.textEnd, kind: "http.reason", value: reason }]),
      ...lineEnd(line),
    ],
  };
}

function headerLine(line: Line, isResponse: boolean): Span {
  const { start, end, text } = line;
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0));
  if (!isToken(name)) {
    return {
      start,
      end,
      kind: "http.header",
      value: text,
      error: "WIRE_INVALID_HEAD",
      children: lineEnd(line),
    };
  }
  const lowerName = name.toLowerCase();
  const value = trimSpace(text.slice(colon + 1));
  const children: Span[] = [{ start, end: start + colon, kind: "http.header-name", value: name }];
  if (value !== "") {
    const valueStart = start + colon + 1 + text.slice(colon + 1).indexOf(value);
    const parts = valueParts(lowerName, value, valueStart);
    const error = valueError(lowerName, value, isResponse);
    children.push({
      start: valueStart,
      end: valueStart + value.length,
      kind: "http.header-value",
      value,
      ...(error !== undefined && { error }),
      ...(parts.length > 0 && { children: parts }),
    });
  }
  children.push(...lineEnd(line));
  return { start, end, kind: "http.header", value: lowerName, children };
}

/** What is wrong with a value for an opening handshake, as far as one header tells (RFC 6455 sections 4.1 and 4.2.1). */
function valueError(name: string, value: string, isResponse: boolean): string | undefined {
  switch (name) {
    case "upgrade":
      return listHasToken(value, "websocket") ? undefined : "WIRE_INVALID_UPGRADE";
    case "connection":
      return listHasToken(value, "upgrade") ? undefined : "WIRE_INVALID_CONNECTION";
    case "sec-websocket-key":
      return isKey(value) ? undefined : "WIRE_INVALID_KEY";
    case "sec-websocket-version":
      return isResponse || value === "13" ? undefined : "WIRE_INVALID_VERSION";
    case "sec-websocket-accept":
      return /^[A-Za-z0-9+/]{27}=$/.test(value) ? undefined : "WIRE_INVALID_ACCEPT";
    default:
      return undefined;
  }
}

/** The elements of the two headers that are lists of their own. */
function valueParts(name: string, value: string, start: number): Span[] {
  if (name === "sec-websocket-protocol") {
    return pieces(value, start, ",").map(({ text, start, end }) => ({
      start,
      end,
      kind: "http.subprotocol",
      value: text,
      ...(!isToken(text) && { error: "WIRE_INVALID_PROTOCOL" }),
    }));
  }
  if (name !== "sec-websocket-extensions") return [];
  return pieces(value, start, ",").map(({ text, start, end }) => {
    const [extension, ...parameters] = pieces(text, start, ";");
    return {
      start,
      end,
      kind: "http.extension",
      value: extension?.text ?? "",
      ...(!isToken(extension?.text ?? "") && { error: "WIRE_INVALID_EXTENSIONS" }),
      children: parameters.map((parameter) => ({
        start: parameter.start,
        end: parameter.end,
        kind: "http.extension-parameter",
        value: parameter.text,
        ...(!/^[^=\s]+(?:\s*=\s*\S+)?$/.test(parameter.text) && { error: "WIRE_INVALID_EXTENSIONS" }),
      })),
    };
  });
}

/** The parts between separators without the white space around them; empty ones are left out. */
function pieces(
  text: string,
  start: number,
  separator: string,
): { text: string; start: number; end: number }[] {
  const found: { text: string; start: number; end: number }[] = [];
  let at = 0;
  for (const raw of text.split(separator)) {
    const part = raw.trim();
    const from = start + at + (raw.length - raw.trimStart().length);
    if (part !== "") found.push({ text: part, start: from, end: from + part.length });
    at += raw.length + 1;
  }
  return found;
}
