import { type Capture, type CapturedConnection, decode, payloadBytes } from "../../capture-files/index.js";
import type { Entry } from "../../timeline/entry.js";
import type { RecordedConnection, RecordedExchange, RecordedMessage, Recording } from "../recording.js";
import { addressOf, parseHead, statusOf } from "./http-head.js";

/** What a capture says crossed the wire. A connection that was opened again is a connection of its own. */
export function recordingOf(capture: Capture): Recording {
  const connections = capture.connections.flatMap((connection) => {
    const entries = capture.rows.filter((row) => row.connection === connection.id).map(({ entry }) => entry);
    return attemptsOf(entries).map((attempt) => connectionOf(connection, attempt));
  });
  return { connections };
}

function attemptsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const attempts: Entry[][] = [];
  for (const entry of entries) {
    if (attempts.length === 0 || stateOf(entry)?.phase === "connecting") attempts.push([]);
    attempts.at(-1)?.push(entry);
  }
  return attempts;
}

interface State {
  readonly phase?: string;
  readonly code?: number;
  readonly reason?: string;
}

function stateOf(entry: Entry): State | undefined {
  return entry.kind === "state" ? (JSON.parse(textOf(entry.payload)) as State) : undefined;
}

function connectionOf({ protocol, url }: CapturedConnection, entries: readonly Entry[]): RecordedConnection {
  const handshake = entries.find(({ kind }) => kind === "handshake");
  const exchanges = entries.filter(({ kind }) => kind === "exchange").map((entry) => exchangeOf(entry, url));
  const request = handshake && parseHead(textOf(handshake.payload));
  const response = handshake?.answer === undefined ? undefined : parseHead(textOf(handshake.answer));
  const startedAt = entries[0]?.at ?? 0;
  const closed = entries.filter((entry) => stateOf(entry)?.phase === "closed").at(-1);
  const end = closed && stateOf(closed);
  return {
    protocol,
    url: request ? addressOf(request, url, "ws") : url,
    startedAt,
    requestHeaders: request?.headers ?? [],
    ...(response && {
      response: {
        ...statusOf(response.firstLine),
        headers: response.headers,
        at: (handshake?.at ?? startedAt) + (handshake?.durationUs ?? 0) / 1000,
      },
    }),
    messages: onWebSocket(entries).flatMap(messagesOf),
    exchanges,
    ...(closed &&
      end && {
        close: {
          at: closed.at,
          ...(end.code !== undefined && { code: end.code }),
          reason: end.reason ?? "",
        },
      }),
  };
}

/** Where a connection began by polling, WebSocket messages come after the upgrade; until then exchanges hold all. */
function onWebSocket(entries: readonly Entry[]): readonly Entry[] {
  if (!entries.some(({ kind }) => kind === "exchange")) return entries;
  const upgrade = entries.findIndex(({ kind, event }) => kind === "engine" && event === "upgrade");
  return upgrade < 0 ? [] : entries.slice(upgrade);
}

function messagesOf(entry: Entry): readonly RecordedMessage[] {
  const { direction, at, kind } = entry;
  if (direction === "none") return [];
  switch (kind) {
    case "message":
      return [{ direction, at, data: entry.isText ? textOf(entry.payload) : payloadBytes(entry) }];
    case "engine":
    case "socket":
      return [{ direction, at, data: wireText(entry) }];
    case "event":
    case "ack": {
      const { namespace = "/", event, ackId, attachments = [] } = entry;
      const content = decode(entry);
      const socketIo = {
        kind,
        namespace,
        ...(event !== undefined && kind === "event" && { event }),
        ...(ackId !== undefined && { ackId }),
        args: content.type === "arguments" ? content.args : [],
      };
      const parts = [wireText(entry), ...attachments].map((data) => ({ direction, at, data }));
      // What a packet of several messages meant is known with its last.
      return parts.map((part, index) => (index === parts.length - 1 ? { ...part, socketIo } : part));
    }
    default:
      return [];
  }
}

/** The text as it crossed the wire; bytes where the parser writes bytes. */
function wireText(entry: Entry): string | Uint8Array {
  return entry.isText ? (entry.envelope ?? "") + textOf(entry.payload) : payloadBytes(entry);
}

function exchangeOf(entry: Entry, url: string): RecordedExchange {
  const request = parseHead(textOf(entry.payload));
  const answer = parseHead(textOf(entry.answer ?? ""));
  return {
    at: entry.at,
    durationMs: (entry.durationUs ?? 0) / 1000,
    method: request.firstLine.split(" ")[0] ?? "GET",
    url: addressOf(request, url, "http"),
    requestHeaders: request.headers,
    requestBody: request.body,
    ...statusOf(answer.firstLine),
    responseHeaders: answer.headers,
    responseBody: answer.body,
  };
}

function textOf(content: Uint8Array | string): string {
  return typeof content === "string" ? content : Buffer.from(content).toString("utf8");
}
