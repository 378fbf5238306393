import { constants, deflateRawSync } from "node:zlib";
import { encodeFrame } from "@signalbox/wire/websocket";
import type { Random } from "./random.js";

/** A run of frames: mostly right, so that the ones that are wrong meet every state. */
export function frames(random: Random, masks: boolean): Buffer {
  const out: Uint8Array[] = [];
  let inMessage = false;
  for (let count = 1 + random.below(12); count > 0; count--) {
    const isData = !random.chance(4);
    const fin = !isData || !random.chance(3);
    const opcode = isData ? (inMessage ? 0 : random.pick([1, 2])) : random.pick([8, 9, 9, 10, 10]);
    const isCompressed = isData && !inMessage && random.chance(3);
    if (isData) inMessage = !fin;
    out.push(
      encodeFrame({
        opcode: random.chance(30) ? random.below(16) : opcode,
        fin: random.chance(30) ? !fin : fin,
        rsv: random.chance(30) ? random.below(8) : isCompressed ? 4 : 0,
        payload: payload(random, opcode, isCompressed),
        ...(masks !== random.chance(50) && { maskKey: random.next() }),
      }),
    );
  }
  return Buffer.concat(out);
}

function payload(random: Random, opcode: number, isCompressed: boolean): Buffer {
  const length = random.pick([0, 1, 2, 5, 60, 124, 125, 126, 127, 1000, 65_535, 65_536, 70_000]);
  if (opcode === 8)
    return random.chance(3) ? random.bytes(random.below(4)) : Buffer.from([3, 0xe8 + random.below(4)]);
  if (opcode > 8) return random.bytes(Math.min(length, 126));
  const plain = random.chance(3)
    ? random.bytes(Math.min(length, 2000))
    : Buffer.alloc(length, random.pick(["a", "é", "€😀"]));
  return isCompressed
    ? deflateRawSync(plain, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
    : plain;
}

/** The bytes with a few of them flipped, cut out, doubled, moved or replaced. */
export function mutate(random: Random, bytes: Buffer): Buffer {
  let mutant = Buffer.from(bytes);
  for (let count = random.below(5); count > 0 && mutant.length > 0; count--) {
    const at = random.below(mutant.length);
    const end = Math.min(mutant.length, at + 1 + random.below(random.pick([1, 8, 200])));
    const [before, part, after] = [mutant.subarray(0, at), mutant.subarray(at, end), mutant.subarray(end)];
    switch (random.below(6)) {
      case 0:
        mutant[at] = (mutant[at] as number) ^ (1 << random.below(8));
        break;
      case 1:
        mutant = Buffer.concat([before, after]);
        break;
      case 2:
        mutant = Buffer.concat([before, part, part, after]);
        break;
      case 3:
        mutant = Buffer.concat([before, random.bytes(part.length), after]);
        break;
      case 4:
        mutant = Buffer.concat([before, random.bytes(1 + random.below(20)), part, after]);
        break;
      default:
        mutant = Buffer.concat([after, part, before]);
    }
  }
  return mutant;
}

/** The bytes in pieces. */
export function cut(random: Random, bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = random.pick([1, 2, 7, 100, 5000, bytes.length]);
    pieces.push(bytes.subarray(at, at + length));
    at += length;
    if (pieces.length > 40) {
      pieces.push(bytes.subarray(at));
      break;
    }
  }
  return pieces;
}
