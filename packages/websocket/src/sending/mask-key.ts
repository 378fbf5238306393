import { randomFillSync } from "node:crypto";
import { maskKeyFromBytes } from "@signalbox/wire/websocket";

/** Random bytes are fetched many at a time: one call for 2,048 keys costs about as much as one for a single key. */
const pool = Buffer.allocUnsafeSlow(8192);
let used = pool.length;

/** A new masking key that nobody can predict (RFC 6455 section 5.3). */
export function randomMaskKey(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const key = maskKeyFromBytes(pool, used);
  used += 4;
  return key;
}

/** Keys from the option `generateMask`. */
export function maskKeyFrom(generateMask: (mask: Buffer) => void): () => number {
  const bytes = Buffer.alloc(4);
  return () => {
    generateMask(bytes);
    return maskKeyFromBytes(bytes);
  };
}
