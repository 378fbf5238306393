import { randomFillSync } from "node:crypto";

const ID_BYTES = 15;
const pool = Buffer.allocUnsafe(ID_BYTES * 256);
let used = pool.length;

/**
 * 20 URL-safe characters, 120 bits from the system's cryptographic source. Drawn in batches: one
 * call into the source for every 256 ids.
 */
export function randomId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const start = used;
  used += ID_BYTES;
  return pool.toString("base64url", start, used);
}
