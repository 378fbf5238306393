/** Frames up to this many bytes of payload are copied and gathered; longer ones go out by reference, at once. */
export const largestGathered = 16 * 1024;

const size = 64 * 1024;

/**
 * Memory that outgoing frames are written into one behind the other, so that the replies to one chunk lie
 * side by side and leave in one write without being joined. Bytes once written are never changed: when a
 * slab is full the next one is made, and the garbage collector takes the old one when its last frame is out.
 */
export const slab = { bytes: Buffer.allocUnsafeSlow(size), used: 0 };

/** Makes room for `length` bytes in one piece; they begin at `slab.used`, which the caller moves on. */
export function reserve(length: number): void {
  if (slab.used + length <= slab.bytes.length) return;
  slab.bytes = Buffer.allocUnsafeSlow(Math.max(size, length));
  slab.used = 0;
}
