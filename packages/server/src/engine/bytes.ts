import type { MessageData } from "./transports/transport.js";

/** The bytes of any kind of binary data, without a copy. */
export function toBuffer(data: Exclude<MessageData, string>): Buffer {
  if (Buffer.isBuffer(data)) return data;
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.from(data);
}

export function sizeOf(data: MessageData | undefined): number {
  if (data === undefined) return 1;
  return typeof data === "string" ? data.length + 1 : data.byteLength;
}
