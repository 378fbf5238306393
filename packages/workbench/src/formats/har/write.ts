import { version } from "../../version.js";
import type { WriteOptions } from "../collection.js";
import { Losses } from "../losses.js";
import type { Json } from "../parse.js";
import type { RecordedConnection, RecordedExchange, RecordedMessage, Recording } from "../recording.js";
import { queryOf } from "../request-parts.js";
import { isSecretHeader } from "../secrets.js";

type HeaderList = readonly (readonly [name: string, value: string])[];

export interface WrittenHar {
  readonly text: string;
  readonly losses: Losses["list"];
}

/**
 * HAR 1.2 with the WebSocket messages under the underscored names that browsers gave them; polling exchanges
 * are ordinary entries. What a Socket.IO message means stands in `_socketIo`.
 */
export function writeHar(recording: Recording, options: WriteOptions): WrittenHar {
  const losses = new Losses();
  const entries = recording.connections.flatMap((connection) => [
    ...(connection.messages.length > 0 || connection.exchanges.length === 0
      ? [webSocketEntry(connection, losses, options)]
      : []),
    ...connection.exchanges.map((exchange) => exchangeEntry(exchange, losses, options)),
  ]);
  const log = {
    version: "1.2",
    creator: { name: "Signalbox", version },
    pages: [],
    entries: entries.sort((a, b) => (text(a.startedDateTime) < text(b.startedDateTime) ? -1 : 1)),
  };
  return { text: `${JSON.stringify({ log }, null, 2)}\n`, losses: losses.list };
}

const text = (value: unknown) => String(value);

function webSocketEntry(connection: RecordedConnection, losses: Losses, options: WriteOptions): Json {
  const { startedAt, response, messages, close } = connection;
  const url = connection.url.replace(/^http/i, "ws");
  const ended = close?.at ?? messages.at(-1)?.at ?? response?.at ?? startedAt;
  const wait = Math.max(0, (response?.at ?? startedAt) - startedAt);
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: Math.max(0, ended - startedAt),
    _resourceType: "websocket",
    request: requestOf("GET", url, connection.requestHeaders, url, losses, options),
    response: responseOf(
      response?.status ?? 0,
      response?.statusText ?? "",
      response?.headers ?? [],
      { size: 0, mimeType: "x-unknown" },
      url,
      losses,
      options,
    ),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive: 0 },
    _webSocketMessages: messages.map(messageOf),
    ...(close && {
      _webSocketClose: {
        ...(close.code !== undefined && { code: close.code }),
        reason: close.reason,
        timestamp: close.at / 1000,
      },
    }),
  };
}

function messageOf({ direction, at, data, socketIo }: RecordedMessage): Json {
  const isText = typeof data === "string";
  return {
    type: direction === "sent" ? "send" : "receive",
    time: at / 1000,
    opcode: isText ? 1 : 2,
    data: isText ? data : Buffer.from(data).toString("base64"),
    ...(socketIo && { _socketIo: { ...socketIo, args: socketIo.args.map(toJson) } }),
  };
}

function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toJson(one)]));
}

function exchangeEntry(exchange: RecordedExchange, losses: Losses, options: WriteOptions): Json {
  const { at, durationMs, method, url, requestBody, responseBody } = exchange;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: durationMs,
    _resourceType: "xhr",
    request: {
      ...requestOf(method, url, exchange.requestHeaders, url, losses, options),
      ...(requestBody !== "" && {
        postData: {
          mimeType: headerOf(exchange.requestHeaders, "content-type") || "text/plain",
          text: requestBody,
        },
      }),
      bodySize: Buffer.byteLength(requestBody),
    },
    response: responseOf(
      exchange.status,
      exchange.statusText,
      exchange.responseHeaders,
      {
        size: Buffer.byteLength(responseBody),
        mimeType: headerOf(exchange.responseHeaders, "content-type") || "text/plain",
        text: responseBody,
      },
      url,
      losses,
      options,
    ),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: durationMs, receive: 0 },
  };
}

function requestOf(
  method: string,
  url: string,
  headers: HeaderList,
  where: string,
  losses: Losses,
  options: WriteOptions,
): Json {
  return {
    method,
    url,
    httpVersion: "HTTP/1.1",
    headers: headersOf(headers, where, losses, options),
    queryString: queryOf(url).map(({ name, value }) => ({ name, value })),
    cookies: [],
    headersSize: -1,
    bodySize: 0,
  };
}

function responseOf(
  status: number,
  statusText: string,
  headers: HeaderList,
  content: Json,
  where: string,
  losses: Losses,
  options: WriteOptions,
): Json {
  return {
    status,
    statusText,
    httpVersion: "HTTP/1.1",
    headers: headersOf(headers, where, losses, options),
    cookies: [],
    content,
    redirectURL: "",
    headersSize: -1,
    bodySize: -1,
  };
}

function headersOf(
  headers: HeaderList,
  where: string,
  losses: Losses,
  { withSecrets }: WriteOptions,
): readonly Json[] {
  return headers.map(([name, value]) => {
    if (withSecrets || !isSecretHeader(name)) return { name, value };
    losses.add(where, "secretHeader", { name });
    return { name, value: "" };
  });
}

function headerOf(headers: HeaderList, name: string): string {
  return headers.find(([own]) => own.toLowerCase() === name)?.[1] ?? "";
}
