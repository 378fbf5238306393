import { SocketProtocolError } from "./errors.js";
import { defaultSocketPacketLimits, type SocketPacketLimits } from "./limits.js";
import { exceedsNesting } from "./nesting.js";
import { reservedEvents, type SocketPacket, SocketPacketType } from "./packet.js";
import { readPlainEvent } from "./plain-text.js";

const { CONNECT, DISCONNECT, CONNECT_ERROR, BINARY_EVENT, ACK, EVENT } = SocketPacketType;

type Container = Record<string, unknown>;

/** A place in the payload that waits for its attachment. */
interface Slot {
  readonly parent: Container;
  readonly key: string;
  readonly num: number;
}

/**
 * Reads the messages of one connection. Feed them in order; a packet comes out with its last
 * message. After an error the connection should be closed: what follows cannot be trusted.
 */
export class SocketPacketDecoder {
  readonly #limits: SocketPacketLimits;
  /** The packet whose attachments are being received. */
  #packet: SocketPacket | undefined;
  #slots: Slot[] = [];
  #attachments: (Uint8Array | ArrayBuffer)[] = [];

  constructor(limits: Partial<SocketPacketLimits> = {}) {
    this.#limits = { ...defaultSocketPacketLimits, ...limits };
  }

  /** Returns undefined while attachments are due. Throws SocketProtocolError. */
  push(raw: string | Uint8Array | ArrayBuffer): SocketPacket | undefined {
    const waiting = this.#packet;
    if ((typeof raw === "string") === (waiting !== undefined)) {
      throw new SocketProtocolError("SOCKET_UNEXPECTED_DATA", waiting ? "attachment due" : "stray binary");
    }
    if (typeof raw === "string") return this.#begin(raw);
    this.#attachments.push(raw);
    if (waiting === undefined || this.#attachments.length < (waiting.attachments ?? 0)) return undefined;
    for (const { parent, key, num } of this.#slots) parent[key] = this.#attachments[num];
    this.reset();
    return waiting;
  }

  /** Forgets a packet whose attachments have not all arrived: for a new connection. */
  reset(): void {
    this.#packet = undefined;
    this.#slots = [];
    this.#attachments = [];
  }

  #begin(text: string): SocketPacket | undefined {
    const packet = readPlainEvent(text) ?? parse(text, this.#limits);
    const { attachments } = packet;
    if (attachments === undefined) return packet;
    const found = new Set<number>();
    findSlots({ data: packet.data }, attachments, this.#slots, found);
    if (found.size !== attachments) {
      throw new SocketProtocolError("SOCKET_BAD_ATTACHMENTS", "attachments without a place");
    }
    if (attachments === 0) return packet;
    this.#packet = packet;
    return undefined;
  }
}

/** `<type>[<attachments>-][<namespace>,][<ack id>][JSON]` in one pass. */
function parse(text: string, limits: SocketPacketLimits): SocketPacket {
  const type = text.charCodeAt(0) - 48;
  if (!(type >= 0 && type <= 6)) {
    throw new SocketProtocolError("SOCKET_UNKNOWN_TYPE", "unknown packet type");
  }
  const packet: SocketPacket = { type, nsp: "/" };
  let at = 1;
  if (type >= BINARY_EVENT) {
    at = digitsEnd(text, 1);
    const attachments = Number(text.slice(1, at));
    if (at === 1 || text[at++] !== "-") {
      throw new SocketProtocolError("SOCKET_BAD_ATTACHMENTS", "no attachment count");
    }
    if (attachments > limits.maxAttachments) {
      throw new SocketProtocolError(
        "SOCKET_TOO_MANY_ATTACHMENTS",
        `more than ${limits.maxAttachments} attachments`,
      );
    }
    packet.attachments = attachments;
  }
  if (text[at] === "/") {
    const comma = text.indexOf(",", at);
    const end = comma < 0 ? text.length : comma;
    packet.nsp = text.slice(at, end);
    at = end + 1;
  }
  const idEnd = digitsEnd(text, at);
  if (idEnd > at) {
    packet.id = Number(text.slice(at, idEnd));
    if (!Number.isSafeInteger(packet.id)) throw new SocketProtocolError("SOCKET_BAD_ID", "id over 2^53 - 1");
  }
  if (idEnd < text.length) packet.data = parseJson(text.slice(idEnd), limits.maxNesting);
  checkShape(packet);
  return packet;
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  for (let char = text.charCodeAt(at); char >= 48 && char <= 57; char = text.charCodeAt(++at));
  return at;
}

function parseJson(json: string, maxNesting: number): unknown {
  if (exceedsNesting(json, maxNesting)) {
    throw new SocketProtocolError("SOCKET_TOO_DEEP", `nested over ${maxNesting}`);
  }
  try {
    return JSON.parse(json);
  } catch {
    throw new SocketProtocolError("SOCKET_BAD_JSON", "payload is not JSON");
  }
}

/** An ERROR of protocol 4 carries any JSON, so CONNECT_ERROR is not looked at. */
function checkShape({ type, data, id }: SocketPacket): void {
  if (type === CONNECT_ERROR) return;
  let valid: boolean;
  if (type === CONNECT) {
    valid = data === undefined || (typeof data === "object" && data !== null && !Array.isArray(data));
  } else if (type === DISCONNECT) {
    valid = data === undefined;
  } else {
    valid = Array.isArray(data);
    if (type === ACK || type === ACK + BINARY_EVENT - EVENT) {
      if (id === undefined) throw new SocketProtocolError("SOCKET_BAD_ID", "ack without id");
    } else if (valid) {
      const event: unknown = (data as unknown[])[0];
      valid = typeof event === "string" || typeof event === "number";
      if (reservedEvents.has(event)) {
        throw new SocketProtocolError("SOCKET_RESERVED_EVENT", `reserved event ${event}`);
      }
    }
  }
  if (!valid) throw new SocketProtocolError("SOCKET_BAD_PAYLOAD", "bad payload");
}

/** Recursion is safe: the payload's nesting was limited before it was parsed. */
function findSlots(parent: Container, count: number, slots: Slot[], found: Set<number>): void {
  for (const key of Object.keys(parent)) {
    const value = parent[key];
    if (typeof value !== "object" || value === null) continue;
    const { _placeholder, num } = value as { _placeholder?: unknown; num?: unknown };
    if (_placeholder === true) {
      if (!Number.isInteger(num) || (num as number) < 0 || (num as number) >= count) {
        throw new SocketProtocolError("SOCKET_BAD_ATTACHMENTS", "no such attachment");
      }
      found.add(num as number);
      slots.push({ parent, key, num: num as number });
    } else {
      findSlots(value as Container, count, slots, found);
    }
  }
}
