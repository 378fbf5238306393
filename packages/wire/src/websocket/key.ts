import { encodeBase64 } from "./base64.js";
import { latin1Bytes } from "./latin1.js";
import { sha1 } from "./sha1.js";

/** Appended to the key before it is hashed (RFC 6455 section 1.3). */
export const handshakeGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/**
 * The value of Sec-WebSocket-Key (RFC 6455 section 4.1).
 *
 * @param random 16 bytes from a cryptographic source, new ones for each handshake.
 * @throws RangeError when there are not 16.
 */
export function createKey(random: Uint8Array): string {
  if (random.length !== 16) throw new RangeError(`a key is made of 16 random bytes, not ${random.length}`);
  return encodeBase64(random);
}

/**
 * Whether a header value is 16 bytes in Base64: 22 characters and "==". The four bits of the last character
 * that carry nothing are not required to be zero, as no decoder in the field requires it.
 */
export function isKey(value: string): boolean {
  return /^[A-Za-z0-9+/]{22}==$/.test(value);
}

/** The value of Sec-WebSocket-Accept that answers a key (RFC 6455 section 4.2.2). */
export function acceptKey(key: string): string {
  return encodeBase64(sha1(latin1Bytes(key + handshakeGuid)));
}
