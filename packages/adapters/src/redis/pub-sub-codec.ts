import { hasBinary } from "../codec/has-binary.js";
import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import {
  type BroadcastData,
  type ClusterMessage,
  type ClusterResponse,
  EMITTER_ID,
  MessageType,
  type NodeId,
  type WireOptions,
  type WirePacket,
} from "../nodes/messages.js";
import type { PayloadParser } from "./options.js";

/** The numbers of the requests of this wire, which is older than the one of the other adapters. */
const RequestType = {
  ALL_ROOMS: 1,
  REMOTE_JOIN: 2,
  REMOTE_LEAVE: 3,
  REMOTE_DISCONNECT: 4,
  REMOTE_FETCH: 5,
  SERVER_SIDE_EMIT: 6,
  BROADCAST: 7,
  BROADCAST_CLIENT_COUNT: 8,
  BROADCAST_ACK: 9,
} as const;

const OPENING_BRACE = 0x7b;
/** MessagePack's first byte of an array of three. */
const ARRAY_OF_3 = 0x93;

export const messagePackParser: PayloadParser = { encode: encodeMessagePack, decode: decodeMessagePack };

/** Where a message goes, by what it is. */
export type Route = "broadcast" | "request" | "nodes";

export interface Encoded {
  readonly route: Route;
  /** The one room of a broadcast that has only one: part of the channel's name. */
  readonly room?: string | undefined;
  readonly payload: Buffer | string;
}

/**
 * The wire of the Redis adapter without shards: broadcasts as a MessagePack array, requests and answers as
 * JSON, or as MessagePack where a packet is in them.
 */
export class PubSubCodec {
  readonly #parser: PayloadParser;
  readonly #namespace: string;
  /** How this node's broadcasts begin. */
  #signature: Buffer | undefined;

  constructor(namespace: string, parser: PayloadParser = messagePackParser) {
    this.#namespace = namespace;
    this.#parser = parser;
  }

  encode(message: ClusterMessage): Encoded {
    const { uid } = message;
    switch (message.type) {
      case MessageType.BROADCAST: {
        const { packet, opts, requestId, offset } = message.data;
        const own = { type: packet.type, data: packet.data, nsp: this.#namespace };
        if (requestId !== undefined) {
          return this.#packed({ uid, requestId, type: RequestType.BROADCAST, packet: own, opts });
        }
        const { rooms = [], except = [], flags = {} } = opts;
        const receivers = offset === undefined ? { rooms, except, flags } : { rooms, except, flags, offset };
        const payload = asPayload(this.#parser.encode([uid, own, receivers]));
        return { route: "broadcast", room: rooms.length === 1 ? rooms[0] : undefined, payload };
      }
      case MessageType.SOCKETS_JOIN:
      case MessageType.SOCKETS_LEAVE: {
        const isJoin = message.type === MessageType.SOCKETS_JOIN;
        const type = isJoin ? RequestType.REMOTE_JOIN : RequestType.REMOTE_LEAVE;
        return asJson({ uid, type, opts: targets(message.data.opts), rooms: message.data.rooms });
      }
      case MessageType.DISCONNECT_SOCKETS: {
        const { opts, close } = message.data;
        return asJson({ uid, type: RequestType.REMOTE_DISCONNECT, opts: targets(opts), close });
      }
      case MessageType.FETCH_SOCKETS: {
        const { requestId, opts } = message.data;
        return asJson({ uid, requestId, type: RequestType.REMOTE_FETCH, opts: targets(opts) });
      }
      case MessageType.ALL_ROOMS: {
        const { requestId } = message.data;
        return asJson({ uid, requestId, type: RequestType.ALL_ROOMS });
      }
      case MessageType.SERVER_SIDE_EMIT: {
        const { requestId, packet } = message.data;
        return this.#jsonOrPacked({ uid, requestId, type: RequestType.SERVER_SIDE_EMIT, data: packet });
      }
      default:
        // What only our nodes say has a channel of its own.
        return { route: "nodes", payload: encodeMessagePack(message) };
    }
  }

  encodeResponse(response: ClusterResponse): Encoded {
    const { requestId } = response.data;
    switch (response.type) {
      case MessageType.FETCH_SOCKETS_RESPONSE:
        return this.#jsonOrPacked({ requestId, sockets: response.data.sockets });
      case MessageType.ALL_ROOMS_RESPONSE:
        return asJson({ requestId, rooms: response.data.rooms });
      case MessageType.SERVER_SIDE_EMIT_RESPONSE:
        return this.#jsonOrPacked({
          type: RequestType.SERVER_SIDE_EMIT,
          requestId,
          data: response.data.packet,
        });
      case MessageType.BROADCAST_CLIENT_COUNT:
        return asJson({
          type: RequestType.BROADCAST_CLIENT_COUNT,
          requestId,
          clientCount: response.data.clientCount,
        });
      case MessageType.BROADCAST_ACK:
        return this.#packed({ type: RequestType.BROADCAST_ACK, requestId, packet: response.data.packet });
      case MessageType.SESSION_RESPONSE:
        return { route: "nodes", payload: encodeMessagePack(response) };
    }
  }

  decodeBroadcast(payload: Buffer): ClusterMessage {
    const [uid, packet, opts] = this.#parser.decode(payload) as [
      NodeId,
      WirePacket,
      (WireOptions & { offset?: string }) | undefined,
    ];
    const { rooms, except, flags, offset } = opts ?? {};
    const { nsp = this.#namespace } = packet;
    const data: BroadcastData = { packet, opts: { rooms, except, flags }, offset };
    return { type: MessageType.BROADCAST, uid, nsp, data };
  }

  /** Whether a broadcast is from this node, found without reading on. A parser of the user's may be anything. */
  isFrom(payload: Buffer, uid: NodeId): boolean {
    if (this.#parser !== messagePackParser) return false;
    this.#signature ??= Buffer.concat([Buffer.of(ARRAY_OF_3), encodeMessagePack(uid)]);
    return payload.subarray(0, this.#signature.length).equals(this.#signature);
  }

  /** @returns undefined for a request that this node does not know */
  decodeRequest(payload: Buffer): ClusterMessage | undefined {
    const { uid = EMITTER_ID, type, requestId, opts, rooms, close, data, packet } = this.#decode(payload);
    const sender = { uid, nsp: this.#namespace };
    const receivers = opts ?? {};
    switch (type) {
      case RequestType.REMOTE_JOIN:
        return { ...sender, type: MessageType.SOCKETS_JOIN, data: { opts: receivers, rooms: rooms ?? [] } };
      case RequestType.REMOTE_LEAVE:
        return { ...sender, type: MessageType.SOCKETS_LEAVE, data: { opts: receivers, rooms: rooms ?? [] } };
      case RequestType.REMOTE_DISCONNECT:
        return {
          ...sender,
          type: MessageType.DISCONNECT_SOCKETS,
          data: { opts: receivers, close: close === true },
        };
      case RequestType.REMOTE_FETCH:
        if (requestId === undefined) return undefined;
        return { ...sender, type: MessageType.FETCH_SOCKETS, data: { opts: receivers, requestId } };
      case RequestType.ALL_ROOMS:
        if (requestId === undefined) return undefined;
        return { ...sender, type: MessageType.ALL_ROOMS, data: { requestId } };
      case RequestType.SERVER_SIDE_EMIT: {
        const named = requestId === undefined ? {} : { requestId };
        return {
          ...sender,
          type: MessageType.SERVER_SIDE_EMIT,
          data: { packet: data as unknown[], ...named },
        };
      }
      case RequestType.BROADCAST:
        if (requestId === undefined) return undefined;
        return {
          ...sender,
          type: MessageType.BROADCAST,
          data: { packet: packet as WirePacket, opts: receivers, requestId },
        };
      default:
        return undefined;
    }
  }

  /** @returns undefined for an answer to another node, or of an unknown kind */
  decodeResponse(payload: Buffer): ClusterResponse | undefined {
    const { type, requestId, sockets, rooms, data, clientCount, packet } = this.#decode(payload);
    if (requestId === undefined) return undefined;
    // Official nodes answer without their names: answers are counted.
    const sender = { uid: "", nsp: this.#namespace };
    // These two answers do not say what they are.
    if (sockets !== undefined) {
      return { ...sender, type: MessageType.FETCH_SOCKETS_RESPONSE, data: { requestId, sockets } };
    }
    if (rooms !== undefined) {
      return { ...sender, type: MessageType.ALL_ROOMS_RESPONSE, data: { requestId, rooms } };
    }
    switch (type) {
      case RequestType.SERVER_SIDE_EMIT:
        return { ...sender, type: MessageType.SERVER_SIDE_EMIT_RESPONSE, data: { requestId, packet: data } };
      case RequestType.BROADCAST_CLIENT_COUNT:
        return {
          ...sender,
          type: MessageType.BROADCAST_CLIENT_COUNT,
          data: { requestId, clientCount: Number(clientCount) },
        };
      case RequestType.BROADCAST_ACK:
        return { ...sender, type: MessageType.BROADCAST_ACK, data: { requestId, packet } };
      default:
        return undefined;
    }
  }

  #packed(value: object): Encoded {
    return { route: "request", payload: asPayload(this.#parser.encode(value)) };
  }

  #jsonOrPacked(value: object): Encoded {
    return hasBinary(value) ? this.#packed(value) : asJson(value);
  }

  #decode(payload: Buffer): Request {
    const isJson = payload[0] === OPENING_BRACE;
    return (isJson ? JSON.parse(payload.toString()) : this.#parser.decode(payload)) as Request;
  }
}

/** Every member that any request or answer has. */
interface Request {
  readonly uid?: NodeId;
  readonly requestId?: string;
  readonly type?: number;
  readonly opts?: WireOptions;
  readonly rooms?: string[];
  readonly close?: boolean;
  readonly data?: unknown;
  readonly packet?: unknown;
  readonly sockets?: unknown[];
  readonly clientCount?: number;
}

function targets({ rooms = [], except = [] }: WireOptions): WireOptions {
  return { rooms, except };
}

function asJson(value: object): Encoded {
  return { route: "request", payload: JSON.stringify(value) };
}

function asPayload(encoded: Buffer | Uint8Array | string): Buffer | string {
  return typeof encoded === "string" || Buffer.isBuffer(encoded) ? encoded : Buffer.from(encoded);
}
