import {
  type Capture,
  type CapturedConnection,
  type CapturedRow,
  controlPacketOf,
  decode,
  factsOf,
  payloadBytes,
} from "../../capture-files/index.js";
import { requestOf } from "../../replay/request.js";
import { ScriptBuilder } from "./builder.js";
import type { MockScript, Refusal } from "./script.js";

/** The server's part of a capture. */
export function scriptOfCapture(capture: Capture): MockScript {
  return new CaptureReader(capture).read();
}

class CaptureReader {
  readonly #capture: Capture;
  readonly #connections: ReadonlyMap<string, CapturedConnection>;
  readonly #builder = new ScriptBuilder();
  /** The role that a connection plays in a namespace since it was opened last. */
  readonly #roles = new Map<string, number>();
  /** Rules of emits, and numbers of the server's events, by the rows that acks name. */
  readonly #rules = new Map<number, number>();
  readonly #replies = new Map<number, number>();
  /** Connections whose close frame came from the server first. */
  readonly #closing = new Map<string, "client" | "server">();

  constructor(capture: Capture) {
    this.#capture = capture;
    this.#connections = new Map(capture.connections.map((connection) => [connection.id, connection]));
  }

  read(): MockScript {
    for (const connection of this.#capture.connections) {
      if (connection.protocol !== "socket.io") continue;
      const request = requestOf(this.#capture, connection);
      if (request.protocol !== "socket.io") continue;
      if (request.path) this.#builder.socketIoPath = request.path;
      if (request.parser) this.#builder.parser = request.parser;
    }
    for (const row of this.#capture.rows) {
      const connection = this.#connections.get(row.connection);
      if (connection) this.#readRow(row, connection);
    }
    return this.#builder.build();
  }

  #readRow(row: CapturedRow, connection: CapturedConnection): void {
    const { kind, direction } = row.entry;
    if (kind === "state") this.#readState(row, connection);
    else if (kind === "socket") this.#readSocketPacket(row, connection);
    else if (kind === "closeFrame") this.#readCloseFrame(row, connection);
    else if (kind === "message" || kind === "event" || kind === "ack") {
      if (direction === "sent") this.#readSent(row, connection);
      else if (direction === "received") this.#readReceived(row, connection);
    }
  }

  #readState({ entry }: CapturedRow, connection: CapturedConnection): void {
    const { phase, problem, close } = factsOf(entry);
    const { id, protocol, url } = connection;
    if (phase === "connecting") {
      this.#closing.delete(id);
      for (const key of [...this.#roles.keys()]) if (key.startsWith(`${id} `)) this.#roles.delete(key);
    } else if (phase === "connected" && protocol === "websocket") {
      this.#enter(connection, pathOf(url), entry.at);
    } else if (phase === "failed" && protocol === "websocket") {
      const refusal = httpRefusal(problem);
      if (refusal) this.#builder.role({ name: connection.title, protocol, place: pathOf(url), refusal });
      else this.#builder.note(`"${connection.title}" failed before the server answered; that is not played.`);
    } else if (phase === "closed" && isServerDisconnect(close)) {
      const role = this.#roleOf(connection, namespaceOf(url));
      if (role !== undefined) this.#builder.reply(role, { type: "close", reason: "" }, entry.at);
    }
  }

  /** CONNECT and CONNECT_ERROR of the server: types 0 and 4. */
  #readSocketPacket({ entry }: CapturedRow, connection: CapturedConnection): void {
    if (entry.direction !== "received") return;
    const place = entry.namespace ?? "/";
    const { type, data: payload } = controlPacketOf(entry);
    if (type === 0) {
      const socketId = memberOf(payload, "sid");
      this.#enter(connection, place, entry.at, typeof socketId === "string" ? socketId : undefined);
    } else if (type === 4) {
      const message =
        typeof payload === "string" ? payload : String(memberOf(payload, "message") ?? "refused");
      const data = memberOf(payload, "data");
      const refusal: Refusal = { message, ...(data !== undefined && { data }) };
      this.#builder.role({ name: connection.title, protocol: "socket.io", place, refusal });
    }
  }

  #readCloseFrame({ entry }: CapturedRow, connection: CapturedConnection): void {
    const { id, protocol, url } = connection;
    if (this.#closing.has(id)) return;
    this.#closing.set(id, entry.direction === "received" ? "server" : "client");
    const role = this.#roleOf(connection, pathOf(url));
    if (entry.direction !== "received" || protocol !== "websocket" || role === undefined) return;
    const payload = payloadBytes(entry);
    const code = payload.length >= 2 ? { code: payload.readUInt16BE(0) } : {};
    this.#builder.reply(
      role,
      { type: "close", ...code, reason: payload.subarray(2).toString("utf8") },
      entry.at,
    );
  }

  #readSent(row: CapturedRow, connection: CapturedConnection): void {
    const { entry, seq } = row;
    const role = this.#roleOf(connection, this.#placeOf(row, connection));
    if (role === undefined) return;
    const content = decode(entry);
    if (entry.kind === "ack") {
      const reply = this.#replies.get(entry.pairSeq ?? 0);
      if (reply !== undefined) this.#builder.trigger(role, { type: "ack", reply }, entry.at);
    } else if (content.type === "arguments") {
      const { event = "" } = entry;
      this.#rules.set(
        seq,
        this.#builder.trigger(role, { type: "event", event, args: content.args }, entry.at),
      );
    } else {
      const value = content.type === "text" ? content.text : content.bytes;
      this.#builder.trigger(role, { type: "message", value }, entry.at);
    }
  }

  #readReceived(row: CapturedRow, connection: CapturedConnection): void {
    const { entry, seq } = row;
    const role = this.#roleOf(connection, this.#placeOf(row, connection));
    if (role === undefined) return;
    const content = decode(entry);
    if (entry.kind === "ack") {
      const rule = this.#rules.get(entry.pairSeq ?? 0);
      const args = content.type === "arguments" ? content.args : [];
      if (rule !== undefined) this.#builder.reply(role, { type: "ack", args }, entry.at, rule);
    } else if (content.type === "arguments") {
      const { event = "", ackId } = entry;
      const asked = ackId === undefined ? {} : { reply: this.#builder.nextReply() };
      if (asked.reply !== undefined) this.#replies.set(seq, asked.reply);
      this.#builder.reply(role, { type: "event", event, args: content.args, ...asked }, entry.at);
    } else {
      const data = content.type === "text" ? content.text : content.bytes;
      this.#builder.reply(role, { type: "message", data }, entry.at);
    }
  }

  #enter({ id, title, protocol }: CapturedConnection, place: string, at: number, socketId?: string): void {
    const role = this.#builder.role({
      name: title,
      protocol,
      place,
      ...(socketId !== undefined && { socketId }),
    });
    this.#roles.set(`${id} ${place}`, role);
    this.#builder.trigger(role, { type: "connect" }, at);
  }

  #placeOf({ entry }: CapturedRow, { protocol, url }: CapturedConnection): string {
    return protocol === "websocket" ? pathOf(url) : (entry.namespace ?? "/");
  }

  #roleOf({ id }: CapturedConnection, place: string): number | undefined {
    return this.#roles.get(`${id} ${place}`);
  }
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : "/";
}

function namespaceOf(url: string): string {
  return decodeURI(pathOf(url));
}

function httpRefusal(problem: unknown): Refusal | undefined {
  const response = memberOf(problem, "response");
  const status = memberOf(response, "status");
  if (typeof status !== "number") return undefined;
  return { status, body: String(memberOf(response, "body") ?? "") };
}

function isServerDisconnect(close: unknown): boolean {
  return memberOf(close, "reason") === "io server disconnect";
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
