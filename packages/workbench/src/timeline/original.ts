import type { RowDetail, RowKind } from "../contract/index.js";

export interface StoredBytes {
  readonly kind: RowKind;
  readonly payload: Buffer;
  readonly envelope: Buffer | undefined;
  readonly attachments: readonly Buffer[];
  readonly engineVersion: 3 | 4 | undefined;
  readonly heads: Buffer | undefined;
  readonly wire: Buffer | undefined;
}

const engineMessageByte = Buffer.from([4]);

/**
 * Puts the original bytes together again. A capture keeps frame headers and payload apart and the payload
 * unmasked, so that it can be searched; a header says how long its payload is and which key masked it.
 */
export function wireBytes(stored: StoredBytes): { bytes: Buffer; are: RowDetail["bytesAre"] } {
  switch (stored.kind) {
    case "state":
    case "problem":
      return { bytes: Buffer.alloc(0), are: "none" };
    case "handshake":
      return { bytes: stored.payload, are: "handshake-request" };
    case "exchange":
      return { bytes: stored.payload, are: "http" };
  }
  const packet = stored.envelope ? Buffer.concat([stored.envelope, stored.payload]) : stored.payload;
  if (!stored.heads) return { bytes: packet, are: stored.envelope ? "engine-packet" : "none" };
  const contents = stored.wire ? [stored.wire] : [packet];
  if (!stored.wire) {
    for (const attachment of stored.attachments) {
      // Engine.IO 3 writes its packet type before the bytes, Engine.IO 4 does not.
      if (stored.engineVersion === 3) contents.push(engineMessageByte);
      contents.push(attachment);
    }
  }
  return { bytes: joinFrames(stored.heads, Buffer.concat(contents)), are: "frame" };
}

/** Frames from their headers, one after the other, and their unmasked payloads, one after the other. */
export function joinFrames(heads: Buffer, content: Buffer): Buffer {
  const frames: Buffer[] = [];
  let head = 0;
  let at = 0;
  while (head + 2 <= heads.length) {
    const { headLength, payloadLength, key } = readHead(heads.subarray(head));
    const payload = Buffer.from(content.subarray(at, at + payloadLength));
    if (key) {
      for (let index = 0; index < payload.length; index++) {
        payload[index] = (payload[index] ?? 0) ^ (key[index & 3] ?? 0);
      }
    }
    frames.push(heads.subarray(head, head + headLength), payload);
    head += headLength;
    at += payloadLength;
  }
  return Buffer.concat(frames);
}

/** RFC 6455 section 5.2, of headers that were read or written by our own endpoint. */
function readHead(bytes: Buffer): { headLength: number; payloadLength: number; key: Buffer | undefined } {
  const isMasked = bytes.readUInt8(1) >= 0x80;
  const short = bytes.readUInt8(1) & 0x7f;
  let headLength = 2;
  let payloadLength = short;
  if (short === 126) {
    payloadLength = bytes.readUInt16BE(2);
    headLength = 4;
  } else if (short === 127) {
    payloadLength = Number(bytes.readBigUInt64BE(2));
    headLength = 10;
  }
  if (!isMasked) return { headLength, payloadLength, key: undefined };
  return { headLength: headLength + 4, payloadLength, key: bytes.subarray(headLength, headLength + 4) };
}
