import { hasBinary } from "../codec/has-binary.js";
import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import { type Incoming, readMessage } from "../codec/validate.js";
import { type ClusterMessage, MessageType } from "../nodes/messages.js";

/** The types that go through the stream. What is of use only now goes by publish/subscribe. */
export function isKeptType(message: ClusterMessage): boolean {
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

/**
 * A message as the fields of a stream entry: `data` is JSON, or MessagePack in Base64 when there are bytes
 * in it. `room`, which only our nodes write and read, is the one room of a broadcast that has only one: a
 * node without members need not read on.
 */
export function encodeEntry(message: ClusterMessage, onlyPlaintext: boolean): string[] {
  const fields = ["uid", message.uid, "nsp", message.nsp ?? "/", "type", String(message.type)];
  if ("data" in message && message.data !== undefined)
    fields.push("data", encodeData(message.data, onlyPlaintext));
  if (message.type === MessageType.BROADCAST) {
    const { rooms = [] } = message.data.opts;
    if (rooms.length === 1 && rooms[0] !== undefined) fields.push("room", rooms[0]);
  }
  return fields;
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
