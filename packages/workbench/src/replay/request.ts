import {
  type Capture,
  type CapturedConnection,
  controlPacketOf,
  factsOf,
  isMessagePack,
  payloadBytes,
} from "../capture-files/index.js";
import type { ConnectionRequest, Field, SocketIoRequest, TransportName } from "../contract/index.js";

/** Headers that each handshake writes anew. */
const ownHeaders = new Set(["host", "upgrade", "connection", "content-length", "transfer-encoding"]);
/** Members of an Engine.IO query that each session writes anew. */
const ownQuery = new Set(["EIO", "transport", "sid", "t", "b64"]);

interface RecordedHandshake {
  readonly target: string;
  readonly headers: readonly Field[];
}

/** The request that a recorded connection made, as far as what crossed the wire tells. */
export function requestOf(capture: Capture, connection: CapturedConnection): ConnectionRequest {
  const handshake = handshakeOf(capture, connection);
  const named = (name: string) => handshake.headers.find((field) => field.name.toLowerCase() === name)?.value;
  const headers = handshake.headers.filter(({ name }) => {
    const lower = name.toLowerCase();
    return !ownHeaders.has(lower) && !lower.startsWith("sec-websocket-");
  });
  if (connection.protocol === "websocket") {
    const subprotocols = named("sec-websocket-protocol")?.split(/\s*,\s*/);
    return { protocol: "websocket", url: connection.url, headers, ...(subprotocols && { subprotocols }) };
  }
  return socketIoRequest(capture, connection, handshake.target, headers);
}

function socketIoRequest(
  capture: Capture,
  connection: CapturedConnection,
  target: string,
  headers: readonly Field[],
): SocketIoRequest {
  const at = new URL(target, "http://localhost");
  const url = new URL(connection.url);
  for (const [name, value] of at.searchParams) {
    if (!ownQuery.has(name) && !url.searchParams.has(name)) url.searchParams.append(name, value);
  }
  const main = url.pathname === "" ? "/" : decodeURI(url.pathname);
  const connects = namespaceConnects(capture, connection);
  const auth = connects.get(main);
  const hasMessagePack = capture.rows.some(
    ({ connection: owner, entry }) => owner === connection.id && isMessagePack(entry),
  );
  const others = [...connects].filter(([name]) => name !== main && name !== "/");
  return {
    protocol: "socket.io",
    url: url.href,
    version: versionOf(capture, connection),
    headers,
    transports: transportsOf(capture, connection),
    ...(at.pathname !== "/" && { path: at.pathname.replace(/\/$/, "") }),
    ...(hasMessagePack && { parser: "msgpack" }),
    ...(auth !== undefined && { auth }),
    ...(others.length > 0 && {
      namespaces: others.map(([name, payload]) => ({
        name,
        ...(payload !== undefined && { auth: payload }),
      })),
    }),
  };
}

/** Namespaces that were asked for, and the payload of each CONNECT as JSON text. */
function namespaceConnects(
  { rows }: Capture,
  { id }: CapturedConnection,
): ReadonlyMap<string, string | undefined> {
  const connects = new Map<string, string | undefined>();
  for (const { connection, entry } of rows) {
    if (connection !== id || entry.kind !== "socket" || entry.direction !== "sent") continue;
    const { type, data } = controlPacketOf(entry);
    const name = entry.namespace ?? "/";
    // Type 0 is CONNECT.
    if (type !== 0 || connects.has(name)) continue;
    connects.set(name, typeof data === "object" && data !== null ? JSON.stringify(data) : undefined);
  }
  return connects;
}

function versionOf({ rows }: Capture, { id }: CapturedConnection): SocketIoRequest["version"] {
  for (const { connection, entry } of rows) {
    if (connection !== id || entry.kind !== "state") continue;
    const { version } = factsOf(entry);
    if (version === 2 || version === 3 || version === 4) return version;
  }
  return "auto";
}

function transportsOf({ rows }: Capture, { id }: CapturedConnection): readonly TransportName[] {
  const own = rows.filter(({ connection }) => connection === id);
  const hasPolling = own.some(({ entry: { kind, heads } }) => kind === "exchange" && heads === undefined);
  const hasWebSocket = own.some(({ entry: { kind } }) => kind === "handshake");
  if (!hasWebSocket && hasPolling) return ["polling"];
  const first = own.find(({ entry: { kind } }) => kind === "exchange" || kind === "handshake");
  // `auto` asks once by polling and goes on by websocket; that is no session by polling.
  const isByPolling = own.some(({ entry: { kind, event } }) => kind === "engine" && event === "upgrade");
  return first?.entry.kind === "exchange" && isByPolling ? ["polling", "websocket"] : ["websocket"];
}

function handshakeOf({ rows }: Capture, { id, url }: CapturedConnection): RecordedHandshake {
  const isOwn = (kind: string) => kind === "handshake" || kind === "exchange";
  const row = rows.find(({ connection, entry }) => connection === id && isOwn(entry.kind));
  if (!row) return { target: URL.canParse(url) ? new URL(url).pathname : "/", headers: [] };
  const [requestLine = "", ...lines] =
    payloadBytes(row.entry).toString("latin1").split("\r\n\r\n", 1)[0]?.split("\r\n") ?? [];
  return {
    target: requestLine.split(" ")[1] ?? "/",
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    }),
  };
}
