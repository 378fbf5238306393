import type { EnvironmentVariable, Field, SavedRequest } from "../../contract/index.js";
import type { ReadCollection } from "../collection.js";
import { FormatError } from "../errors.js";
import { Losses } from "../losses.js";
import { SavedMessages } from "../messages.js";
import type { Source } from "../parse.js";
import { field } from "../request-parts.js";

/** Reads the `WEBSOCKET` requests of a `.http` file; requests are parted by `###`, their messages by `===`. */
export function readHttpFile({ file, text }: Source): ReadCollection {
  const losses = new Losses();
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const variables: EnvironmentVariable[] = [];
  const requests: SavedRequest[] = [];
  let passedOver = 0;
  for (const part of partsOf(lines)) {
    variables.push(...variablesOf(part.lines));
    const saved = readRequest(part, requests.length + 1, losses);
    if (saved !== undefined) requests.push(saved);
    else if (part.lines.some(isRequestLine)) passedOver += 1;
  }
  if (requests.length === 0) {
    throw new FormatError("FORMAT_EMPTY", `${file} has no WEBSOCKET request.`, { file });
  }
  const name = file.replace(/^.*\//, "").replace(/\.(http|rest)$/, "");
  if (passedOver > 0) losses.add(name, "otherProtocols", { count: passedOver });
  return {
    collection: {
      name,
      requests: requests.map((saved) => ({ folders: [], saved })),
      variables,
      environments: [],
    },
    losses: losses.list,
  };
}

interface Part {
  /** What stands behind `###`. */
  readonly title: string;
  readonly lines: readonly string[];
}

function partsOf(lines: readonly string[]): readonly Part[] {
  const parts: { title: string; lines: string[] }[] = [{ title: "", lines: [] }];
  for (const line of lines) {
    const separator = /^###\s*(.*)$/.exec(line);
    if (separator) parts.push({ title: separator[1]?.trim() ?? "", lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts;
}

const webSocketLine = /^\s*WEBSOCKET\s+(\S+)/i;
const isRequestLine = (line: string) => /^\s*[A-Z]+\s+\S+/.test(line);
const isComment = (line: string) => /^\s*(#|\/\/)/.test(line);

function variablesOf(lines: readonly string[]): readonly EnvironmentVariable[] {
  return lines.flatMap((line) => {
    const [, name, value] = /^@([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: value ?? "" }];
  });
}

function readRequest({ title, lines }: Part, number: number, losses: Losses): SavedRequest | undefined {
  const at = lines.findIndex((line) => webSocketLine.test(line));
  if (at < 0) return undefined;
  const url = webSocketLine.exec(lines[at] ?? "")?.[1] ?? "";
  const comments = lines.slice(0, at).filter(isComment);
  const named = comments.map((line) => /@name\s*=?\s*(.+)$/.exec(line)?.[1]).find((one) => one !== undefined);
  const description = comments
    .filter((line) => !line.includes("@"))
    .map((line) => line.replace(/^\s*(#|\/\/)\s?/, ""))
    .join("\n");
  const name = named?.trim() || title || `Request ${number}`;
  const blank = lines.findIndex((line, index) => index > at && line.trim() === "");
  const headEnd = blank < 0 ? lines.length : blank;
  const subprotocols: string[] = [];
  const headers: Field[] = [];
  for (const line of lines.slice(at + 1, headEnd)) {
    const colon = line.indexOf(":");
    if (isComment(line) || colon < 1) continue;
    const [header, value] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    if (header.toLowerCase() === "sec-websocket-protocol") {
      subprotocols.push(...value.split(",").map((one) => one.trim()));
    } else headers.push(field(header, value));
  }
  return {
    name,
    ...(description !== "" && { description }),
    request: {
      protocol: "websocket",
      url,
      headers,
      ...(subprotocols.length > 0 && { subprotocols }),
    },
    messages: readMessages(name, lines.slice(headEnd), losses),
  };
}

/** `=== wait-for-server` also parts messages; that it waits for an answer is no property of a saved message. */
function readMessages(name: string, lines: readonly string[], losses: Losses) {
  const messages = new SavedMessages();
  const bodies: string[][] = [[]];
  for (const line of lines) {
    const separator = /^===\s*(.*)$/.exec(line);
    if (separator === null) bodies.at(-1)?.push(line);
    else {
      if (separator[1]?.trim() === "wait-for-server") losses.add(name, "waiting");
      bodies.push([]);
    }
  }
  for (const body of bodies) {
    const text = body
      .filter((line) => !/^\s*[<>]\s*(\{%|\.|\/)/.test(line))
      .join("\n")
      .trim();
    if (text !== "") messages.add("", { kind: isJson(text) ? "json" : "text", body: text });
  }
  return messages.list;
}

/** Variables outside quotes make no JSON yet, so they count as a value. */
function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text.replaceAll(/\{\{[^{}]*\}\}/g, "0"));
    return true;
  } catch {
    return false;
  }
}
