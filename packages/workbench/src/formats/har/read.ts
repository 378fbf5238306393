import { FormatError } from "../errors.js";
import { Losses } from "../losses.js";
import { isObject, type Json, object, objects, parseObject, type Source, text } from "../parse.js";
import type { ReadRecording, RecordedConnection, RecordedExchange, RecordedMessage } from "../recording.js";
import { readSocketIo } from "../socket-io.js";

export function isHar({ file, text }: Source): boolean {
  return /\.har$/i.test(file) || /^\s*\{\s*"log"\s*:/.test(text);
}

/** Reads the WebSockets of a HAR file, and Engine.IO's polling exchanges; other entries are counted. */
export function readHar(source: Source): ReadRecording {
  const { file } = source;
  const log = object(parseObject(source).log);
  if (!Array.isArray(log.entries)) {
    throw new FormatError("FORMAT_INVALID", `${file} is no HAR file: it has no log.entries.`, { file });
  }
  const losses = new Losses();
  const connections: RecordedConnection[] = [];
  const polling = new Map<string, RecordedExchange[]>();
  let passedOver = 0;
  for (const entry of objects(log.entries)) {
    const url = text(object(entry.request).url);
    if (entry._resourceType === "websocket" || Array.isArray(entry._webSocketMessages)) {
      connections.push(readConnection(entry, losses));
    } else if (/[?&]EIO=[34]\b/.test(url) && /[?&]transport=polling\b/.test(url)) {
      const sid = /[?&]sid=([^&]*)/.exec(url)?.[1] ?? "";
      const known = polling.get(sid) ?? [];
      known.push(readExchange(entry));
      polling.set(sid, known);
    } else passedOver += 1;
  }
  for (const exchanges of polling.values()) connections.push(pollingConnection(exchanges));
  if (connections.length === 0) {
    throw new FormatError("FORMAT_EMPTY", `${file} has no WebSocket and no Socket.IO exchange.`, { file });
  }
  if (passedOver > 0) losses.add(file, "otherEntries", { count: passedOver });
  return { recording: { connections: connections.map(readSocketIo) }, losses: losses.list };
}

function readConnection(entry: Json, losses: Losses): RecordedConnection {
  const request = object(entry.request);
  const response = object(entry.response);
  const startedAt = timeOf(entry);
  const wait = Number(object(entry.timings).wait);
  const url = text(request.url);
  const close = object(entry._webSocketClose);
  const messages = objects(entry._webSocketMessages).flatMap((message) => {
    const read = readMessage(message);
    if (read === undefined) losses.add(url, "errorMessage");
    return read ?? [];
  });
  return {
    protocol: "websocket",
    url: url.replace(/^http/i, "ws"),
    startedAt,
    requestHeaders: readHeaders(request.headers),
    ...(Number(response.status) > 0 && {
      response: {
        status: Number(response.status),
        statusText: text(response.statusText),
        headers: readHeaders(response.headers),
        at: startedAt + Math.max(0, wait || 0),
      },
    }),
    messages,
    exchanges: [],
    ...(isObject(entry._webSocketClose) && {
      close: {
        at: Number(close.timestamp) * 1000 || startedAt + (Number(entry.time) || 0),
        ...(close.code !== undefined && { code: Number(close.code) }),
        reason: text(close.reason),
      },
    }),
  };
}

/** Some tools leave the opcode out: what has none is text. */
function readMessage({ type, time, opcode = 1, data }: Json): RecordedMessage | undefined {
  if (Number(opcode) < 0 || type === "error") return undefined;
  const isBinary = Number(opcode) === 2;
  return {
    direction: type === "send" ? "sent" : "received",
    at: Number(time) * 1000,
    data: isBinary ? Buffer.from(text(data), "base64") : text(data),
  };
}

function readExchange(entry: Json): RecordedExchange {
  const request = object(entry.request);
  const response = object(entry.response);
  const content = object(response.content);
  const body = text(content.text);
  return {
    at: timeOf(entry),
    durationMs: Number(entry.time) || 0,
    method: text(request.method) || "GET",
    url: text(request.url),
    requestHeaders: readHeaders(request.headers),
    requestBody: text(object(request.postData).text),
    status: Number(response.status) || 0,
    statusText: text(response.statusText),
    responseHeaders: readHeaders(response.headers),
    responseBody: content.encoding === "base64" ? Buffer.from(body, "base64").toString("utf8") : body,
  };
}

function pollingConnection(exchanges: readonly RecordedExchange[]): RecordedConnection {
  const [first] = exchanges;
  return {
    protocol: "socket.io",
    url: first?.url ?? "",
    startedAt: first?.at ?? 0,
    requestHeaders: first?.requestHeaders ?? [],
    messages: [],
    exchanges,
  };
}

function readHeaders(value: unknown): readonly (readonly [string, string])[] {
  return objects(value).map((header) => [text(header.name), text(header.value)]);
}

function timeOf(entry: Json): number {
  const time = Date.parse(text(entry.startedDateTime));
  return Number.isNaN(time) ? 0 : time;
}
