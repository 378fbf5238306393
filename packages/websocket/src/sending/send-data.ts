/** What can be sent. Whatever is neither text nor bytes goes through `Buffer.from`. */
export type SendData =
  | string
  | number
  | ArrayBufferView
  | ArrayBufferLike
  | Blob
  | readonly unknown[]
  | { valueOf(): ArrayBufferLike | Uint8Array | readonly number[] | string }
  | { [Symbol.toPrimitive](hint: string): string }
  | null
  | undefined;

const nothing = Buffer.alloc(0);

/** Text, bytes as a Buffer over the same memory, or a Blob. @throws TypeError when it is none of what can be sent. */
export function toMessage(data: SendData): string | Buffer | Blob {
  if (typeof data === "string") return data;
  if (Buffer.isBuffer(data)) return data;
  if (data === undefined || data === null) return nothing;
  if (typeof data === "number") return data.toString();
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof Blob) return data;
  // Its own conversion rules and its own error are the documented ones.
  return Buffer.from(data as Parameters<typeof Buffer.from>[0] as string);
}

/** Bytes a message has, for one that is not sent any more. */
export function byteLengthOf(data: SendData): number {
  const message = toMessage(data);
  if (typeof message === "string") return Buffer.byteLength(message);
  return Buffer.isBuffer(message) ? message.length : message.size;
}
