import { decodePayload, type EngineVersion } from "@signalbox/wire/engine";
import { splitPacketText } from "../../connections/socket-io/packet-text.js";
import type { Entry } from "../../timeline/entry.js";
import type { Timeline } from "../../timeline/index.js";
import type { RecordedConnection, RecordedMessage, Recording } from "../recording.js";
import { readSocketIo } from "../socket-io.js";
import { writeHead } from "./http-head.js";

/** Appends what was recorded elsewhere to a capture, in the order of its times. */
export function fillCapture(
  timeline: Pick<Timeline, "addConnection" | "append">,
  recording: Recording,
): void {
  const rows = recording.connections.flatMap((connection, index) => {
    const { protocol, url } = connection;
    const id = `imported-${index + 1}`;
    const number = timeline.addConnection({ id, protocol, title: titleOf(url), url });
    return entriesOf(connection).map((entry) => ({ number, entry }));
  });
  rows.sort((a, b) => a.entry.at - b.entry.at);
  const asked = new Map<string, { readonly seq: number; readonly entry: Entry }>();
  for (const { number, entry } of rows) {
    const key = (direction: Entry["direction"]) => `${number} ${direction} ${entry.namespace} ${entry.ackId}`;
    // An acknowledgement goes the other way than its event.
    const emit =
      entry.kind === "ack" ? asked.get(key(entry.direction === "sent" ? "received" : "sent")) : undefined;
    const seq = timeline.append(number, {
      ...entry,
      ...(emit && {
        event: emit.entry.event,
        pairSeq: emit.seq,
        durationUs: Math.max(0, Math.round((entry.at - emit.entry.at) * 1000)),
      }),
    });
    if (entry.kind === "event" && entry.ackId !== undefined) asked.set(key(entry.direction), { seq, entry });
  }
}

function titleOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return pathname === "/" ? host : host + pathname;
}

function entriesOf(connection: RecordedConnection): readonly Entry[] {
  const { startedAt, response, close, exchanges, messages } = connection;
  const opened = response?.at ?? startedAt;
  const isRefused = response !== undefined && response.status !== 101 && exchanges.length === 0;
  return [
    stateEntry(startedAt, { phase: "connecting", message: `Connecting to ${connection.url}` }),
    ...(messages.length > 0 || response ? [handshakeEntry(connection)] : []),
    ...(isRefused ? [] : [stateEntry(opened, { phase: "connected", message: "Connected" })]),
    ...exchanges.flatMap((exchange) => exchangeEntries(connection, exchange)),
    ...packetEntries(connection),
    ...(close
      ? [
          stateEntry(close.at, {
            phase: "closed",
            message: `Closed${close.code === undefined ? "" : ` with ${close.code}`}`,
            ...(close.code !== undefined && { code: close.code }),
            reason: close.reason,
          }),
        ]
      : []),
  ];
}

function stateEntry(at: number, state: object): Entry {
  return { kind: "state", direction: "none", at, payload: JSON.stringify(state), isText: true };
}

function handshakeEntry({ url, startedAt, requestHeaders, response }: RecordedConnection): Entry {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const path = target ? target.pathname + target.search : "/";
  return {
    kind: "handshake",
    direction: "sent",
    at: startedAt,
    payload: writeHead({ firstLine: `GET ${path} HTTP/1.1`, headers: requestHeaders, body: "" }),
    isText: true,
    ...(response && {
      durationUs: Math.max(0, Math.round((response.at - startedAt) * 1000)),
      answer: writeHead({
        firstLine: `HTTP/1.1 ${response.status} ${response.statusText}`,
        headers: response.headers,
        body: "",
      }),
    }),
  };
}

function exchangeEntries(
  connection: RecordedConnection,
  exchange: RecordedConnection["exchanges"][number],
): readonly Entry[] {
  const { at, durationMs, method, url } = exchange;
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const entry: Entry = {
    kind: "exchange",
    direction: "sent",
    at,
    payload: writeHead({
      firstLine: `${method} ${target ? target.pathname + target.search : url} HTTP/1.1`,
      headers: exchange.requestHeaders,
      body: exchange.requestBody,
    }),
    isText: true,
    durationUs: Math.round(durationMs * 1000),
    answer: writeHead({
      firstLine: `HTTP/1.1 ${exchange.status} ${exchange.statusText}`,
      headers: exchange.responseHeaders,
      body: exchange.responseBody,
    }),
  };
  const version = versionOf(url);
  const messages = [
    ...payloadMessages(exchange.requestBody, "sent", at, version),
    ...(method === "GET" ? payloadMessages(exchange.responseBody, "received", at + durationMs, version) : []),
  ];
  return [entry, ...packetEntries({ ...connection, url, messages })];
}

/** A body that cannot be read is kept with its exchange and means nothing. */
function payloadMessages(
  body: string,
  direction: RecordedMessage["direction"],
  at: number,
  version: EngineVersion,
): readonly RecordedMessage[] {
  if (body === "" || body === "ok") return [];
  try {
    return decodePayload(body, version).flatMap((packet) =>
      packet.type === "message" && packet.data !== undefined
        ? [{ direction, at, data: typeof packet.data === "string" ? `4${packet.data}` : packet.data }]
        : [],
    );
  } catch {
    return [];
  }
}

function versionOf(url: string): EngineVersion {
  return /[?&]EIO=3\b/.test(url) ? 3 : 4;
}

/** One entry a packet: a packet's attachments are messages of their own on the wire. */
function packetEntries(connection: RecordedConnection): readonly Entry[] {
  const entries: Entry[] = [];
  const attachments: Record<RecordedMessage["direction"], { text: string; bytes: Uint8Array[] } | undefined> =
    { sent: undefined, received: undefined };
  for (const message of readSocketIo(connection).messages) {
    const { direction, at, data } = message;
    if (connection.protocol === "websocket") {
      const isText = typeof data === "string";
      entries.push({ kind: "message", direction, at, payload: data, isText, opcode: isText ? 1 : 2 });
      continue;
    }
    const waiting = attachments[direction];
    if (typeof data !== "string") {
      waiting?.bytes.push(data);
      if (waiting && message.socketIo) {
        entries.push(meaningEntry(message, waiting.text, waiting.bytes, versionOf(connection.url)));
        attachments[direction] = undefined;
      }
    } else if (message.socketIo) {
      entries.push(meaningEntry(message, data, [], versionOf(connection.url)));
    } else if (/^4[56]\d+-/.test(data)) {
      attachments[direction] = { text: data, bytes: [] };
    } else entries.push(protocolEntry(message, data, versionOf(connection.url)));
  }
  return entries;
}

function meaningEntry(
  { direction, at, socketIo }: RecordedMessage,
  text: string,
  attachments: readonly Uint8Array[],
  engineVersion: EngineVersion,
): Entry {
  const { envelope, json } = splitPacketText(text.slice(1));
  return {
    kind: socketIo?.kind ?? "event",
    direction,
    at,
    payload: json,
    isText: true,
    envelope: `4${envelope}`,
    engineVersion,
    namespace: socketIo?.namespace,
    event: socketIo?.event,
    ackId: socketIo?.ackId,
    argumentCount: socketIo?.args.length,
    ...(attachments.length > 0 && { attachments }),
  };
}

const engineTypes = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;

function protocolEntry(
  { direction, at }: RecordedMessage,
  text: string,
  engineVersion: EngineVersion,
): Entry {
  const type = engineTypes[Number(text[0])];
  const isSocket = type === "message";
  const split = isSocket ? splitPacketText(text.slice(1)) : { envelope: "", json: text.slice(1) };
  return {
    kind: isSocket ? "socket" : "engine",
    direction,
    at,
    payload: split.json,
    isText: true,
    envelope: `${text[0] ?? ""}${split.envelope}`,
    engineVersion,
    ...(!isSocket && { event: type ?? "noop" }),
  };
}
