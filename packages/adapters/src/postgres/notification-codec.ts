import { hasBinary } from "../codec/has-binary.js";
import { decodeMessagePack, encodeMessagePack } from "../codec/message-pack.js";
import { type Incoming, readMessage } from "../codec/validate.js";
import { type ClusterMessage, type ClusterResponse, MessageType } from "../nodes/messages.js";

/** A message as it will be sent: in the notification itself, or in a row that the notification points to. */
export type Outgoing =
  | { readonly payload: string }
  | { readonly attachment: Buffer; readonly pointer: Record<string, unknown> };

/** What a notification says: a message, or where one is. */
export type Notified =
  | { readonly incoming: Incoming }
  | { readonly attachmentId: string; readonly uid: string; readonly room: string | undefined };

/**
 * JSON in the notification. What has bytes in it, or is too large, is MessagePack in a row, and the
 * notification has the row's id. `room`, which only our nodes write and read there, is the one room of a
 * broadcast that has only one: a node without members need not fetch the row.
 */
export function encodeNotification(message: ClusterMessage | ClusterResponse, threshold: number): Outgoing {
  const data = "data" in message ? message.data : undefined;
  if (!hasBinary(data)) {
    const { type, uid, nsp } = message;
    const payload = JSON.stringify({ type, data, uid, nsp });
    // A UTF-16 unit takes at most 3 bytes.
    if (payload.length * 3 < threshold || Buffer.byteLength(payload) < threshold) return { payload };
  }
  const rooms = message.type === MessageType.BROADCAST ? message.data.opts.rooms : undefined;
  const room = rooms?.length === 1 ? rooms[0] : undefined;
  return { attachment: encodeMessagePack(message), pointer: { uid: message.uid, type: message.type, room } };
}

export function pointerPayload(pointer: Record<string, unknown>, attachmentId: string): string {
  return JSON.stringify({ ...pointer, attachmentId });
}

export function decodeNotification(payload: string): Notified {
  const value: unknown = JSON.parse(payload);
  if (typeof value === "object" && value !== null && "attachmentId" in value) {
    const { attachmentId, uid, room } = value as Record<string, unknown>;
    return {
      attachmentId: String(attachmentId),
      uid: String(uid),
      room: typeof room === "string" ? room : undefined,
    };
  }
  return { incoming: readMessage(value) };
}

export function decodeAttachment(bytes: Buffer): Incoming {
  return readMessage(decodeMessagePack(bytes));
}

/** Whether a notification is this node's own, found without reading it: its end is no part of the data. */
export function isFrom(payload: string, uid: string, namespace: string): boolean {
  return payload.endsWith(`"uid":${JSON.stringify(uid)},"nsp":${JSON.stringify(namespace)}}`);
}
