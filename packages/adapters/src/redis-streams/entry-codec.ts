import { hasBinary } from "../codec/has-binary.js";
import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import { type Incoming, readMessage } from "../codec/validate.js";
import { type ClusterMessage, MessageType } from "../nodes/messages.js";

/** What goes through the stream. What is of use only now goes by publish/subscribe. */
export type KeptMessage = Extract<
  ClusterMessage,
  {
    readonly type:
      | typeof MessageType.BROADCAST
      | typeof MessageType.SOCKETS_JOIN
      | typeof MessageType.SOCKETS_LEAVE
      | typeof MessageType.DISCONNECT_SOCKETS;
  }
>;

export function isKept(message: ClusterMessage): message is KeptMessage {
  switch (message.type) {
    case MessageType.BROADCAST:
      return message.data.requestId === undefined;
    case MessageType.SOCKETS_JOIN:
    case MessageType.SOCKETS_LEAVE:
    case MessageType.DISCONNECT_SOCKETS:
      return true;
    default:
      return false;
  }
}

/** A message as the fields of a stream entry. */
export interface Entry {
  /** Names and values in turn: who says what kind of thing to whom. Neighbours often have the same. */
  readonly head: readonly string[];
  /** What follows in the field `data`: JSON, or MessagePack in Base64 when there are bytes in it. */
  readonly data: string;
}

/**
 * `room`, which only our nodes write and read, is the one room of a broadcast that has only one: a node
 * without members need not read on.
 */
export function encodeEntry(message: KeptMessage, onlyPlaintext: boolean): Entry {
  const head = ["uid", message.uid, "nsp", message.nsp ?? "/", "type", String(message.type)];
  if (message.type === MessageType.BROADCAST) {
    const { rooms = [] } = message.data.opts;
    if (rooms.length === 1 && rooms[0] !== undefined) head.push("room", rooms[0]);
  }
  return { head, data: encodeData(message.data, onlyPlaintext) };
}

export function fieldsOf({ head, data }: Entry): string[] {
  return [...head, "data", data];
}

export function decodeEntry({ uid, nsp, type, data }: Readonly<Record<string, string>>): Incoming {
  return readMessage({ uid, nsp, type: Number(type), ...(data !== undefined && { data: decodeData(data) }) });
}

function encodeData(data: unknown, onlyPlaintext: boolean): string {
  const isText = onlyPlaintext || !hasBinary(data);
  return isText ? JSON.stringify(data) : encodeMessagePack(data).toString("base64");
}

function decodeData(data: string): unknown {
  return data.startsWith("{") ? JSON.parse(data) : decodeMessagePack(Buffer.from(data, "base64"));
}
