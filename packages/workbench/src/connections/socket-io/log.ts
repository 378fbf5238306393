import type {
  Direction,
  EnginePacketRecord,
  ExchangeRecord,
  FrameRecord,
  HandshakeRecord,
  SocketIoTap,
  SocketPacketRecord,
} from "@signalbox/wire";
import { SocketPacketType } from "@signalbox/wire/socket";
import type { Log } from "../driver.js";
import { FrameAssembly, type MessageFrames } from "../websocket/frame-assembly.js";
import { logControlFrame, logHandshake } from "../websocket/log.js";
import { exchangeAnswer, exchangeRequest } from "./exchange-text.js";
import { splitPacketText } from "./packet-text.js";
import { type PendingAck, PendingAcks } from "./pending-acks.js";

const { EVENT, ACK, BINARY_EVENT, BINARY_ACK } = SocketPacketType;

export interface SocketIoLogOptions {
  readonly log: Log;
  /** The Engine.IO version in use. */
  readonly engineVersion: () => 3 | 4;
  /** Called for each packet after its row is written. */
  readonly onPacket?: (packet: SocketPacketRecord) => void;
}

/** Frames of one direction, waiting for the packet that each of them carried. */
interface Lane {
  readonly assembly: FrameAssembly;
  readonly frames: MessageFrames[];
  /** Packets told before their frame: the frame, when it comes, belongs to none that follows. */
  owed: number;
  /** Frames of the Engine.IO messages that make up the Socket.IO packet under way. */
  packet: MessageFrames[];
}

/**
 * Turns what the Socket.IO client's tap tells into rows: one a Socket.IO packet, with the frames that
 * carried it, and one for each Engine.IO packet that carries none.
 */
export class SocketIoLog implements SocketIoTap {
  readonly #options: SocketIoLogOptions;
  readonly #lanes: Record<Direction, Lane> = { sent: createLane(), received: createLane() };
  readonly #acks = new PendingAcks();
  #sawWebSocket = false;

  constructor(options: SocketIoLogOptions) {
    this.#options = options;
  }

  /** Whether an ack for that emit of ours is still out. */
  isAwaited(namespace: string, id: number): boolean {
    return this.#acks.has("sent", namespace, id);
  }

  /** Whether a WebSocket handshake was accepted. */
  get sawWebSocket(): boolean {
    return this.#sawWebSocket;
  }

  handshake(record: HandshakeRecord): void {
    if (record.status === 101) this.#sawWebSocket = true;
    logHandshake(this.#options.log, record);
  }

  exchange(record: ExchangeRecord): void {
    const answer = exchangeAnswer(record);
    this.#options.log({
      kind: "exchange",
      direction: record.role === "client" ? "sent" : "received",
      at: record.at,
      payload: exchangeRequest(record),
      isText: typeof record.requestBody !== "object",
      durationUs: Math.round(record.durationMs * 1000),
      ...(answer !== undefined && { answer }),
    });
  }

  frame(record: FrameRecord): void {
    if (logControlFrame(this.#options.log, record)) return;
    const lane = this.#lanes[record.direction];
    const frames = lane.assembly.add(record);
    if (!frames) return;
    if (lane.owed > 0) lane.owed--;
    else lane.frames.push(frames);
  }

  enginePacket(record: EnginePacketRecord): void {
    const lane = this.#lanes[record.direction];
    let frames: MessageFrames | undefined;
    if (record.transport === "websocket") {
      frames = lane.frames.shift();
      if (!frames) lane.owed++;
    }
    if (record.type === "message") {
      if (frames) lane.packet.push(frames);
      return;
    }
    const isText = typeof record.raw === "string";
    this.#options.log({
      kind: "engine",
      event: record.type,
      direction: record.direction,
      at: record.at,
      payload: typeof record.raw === "string" ? record.raw.slice(1) : record.raw,
      isText,
      engineVersion: this.#options.engineVersion(),
      ...(typeof record.raw === "string" && { envelope: record.raw.slice(0, 1) }),
      ...(frames && { heads: frames.heads }),
      ...(frames?.wire && { wire: frames.wire }),
    });
  }

  socketPacket(record: SocketPacketRecord): void {
    const lane = this.#lanes[record.direction];
    const frames = lane.packet;
    lane.packet = [];
    const { kind, event, args, emit } = this.#meaningOf(record);
    const [first = "", ...attachments] = record.raw;
    const isText = typeof first === "string";
    const { envelope, json } = isText ? splitPacketText(first) : { envelope: "", json: first };
    const isFramed = frames.length === record.raw.length;
    const isCompressed = isFramed && frames.some((frame) => frame.wire);
    const seq = this.#options.log({
      kind,
      direction: record.direction,
      at: record.at,
      payload: json,
      isText,
      envelope: isText ? `4${envelope}` : undefined,
      attachments: attachments.length === 0 ? undefined : attachments.map(toBytes),
      engineVersion: this.#options.engineVersion(),
      heads: isFramed ? joined(frames.map((frame) => frame.heads)) : undefined,
      wire: isCompressed
        ? joined(frames.map((frame, n) => frame.wire ?? sentBytes(record.raw[n])))
        : undefined,
      namespace: record.nsp,
      event,
      ackId: record.id,
      argumentCount: args?.length,
      pairSeq: emit?.seq,
      durationUs: emit && Math.max(0, Math.round((record.at - emit.at) * 1000)),
    });
    if (kind === "event" && record.id !== undefined && seq > 0) {
      this.#acks.add(record.direction, record.nsp, record.id, { seq, at: record.at, event: event ?? "" });
    }
    this.#options.onPacket?.(record);
  }

  #meaningOf(record: SocketPacketRecord): Meaning {
    const args = Array.isArray(record.data) ? record.data : [];
    switch (record.type) {
      case EVENT:
      case BINARY_EVENT:
        return { kind: "event", event: String(args[0]), args: args.slice(1) };
      case ACK:
      case BINARY_ACK: {
        const asked = record.direction === "sent" ? "received" : "sent";
        const emit = record.id === undefined ? undefined : this.#acks.take(asked, record.nsp, record.id);
        return { kind: "ack", event: emit?.event, args, emit };
      }
      default:
        return { kind: "socket" };
    }
  }
}

/** What a packet is to the person who looks at it. */
interface Meaning {
  readonly kind: "event" | "ack" | "socket";
  readonly event?: string | undefined;
  readonly args?: readonly unknown[];
  /** The emit that an ack answers. */
  readonly emit?: PendingAck | undefined;
}

function createLane(): Lane {
  return { assembly: new FrameAssembly(), frames: [], owed: 0, packet: [] };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

function toBytes(raw: string | Uint8Array): Uint8Array {
  return typeof raw === "string" ? Buffer.from(raw) : raw;
}

/** The Engine.IO type stands before a text on the wire. */
function sentBytes(raw: string | Uint8Array = ""): Uint8Array {
  return typeof raw === "string" ? Buffer.from(`4${raw}`) : raw;
}
