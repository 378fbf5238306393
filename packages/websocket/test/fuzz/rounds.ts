import type { Socket } from "node:net";
import { Random } from "./random.js";
import { cut } from "./streams.js";

/** `FUZZ_SECONDS` makes a run longer than the few seconds of `npm test`, `FUZZ_SEED` repeats one. */
export const seconds = Number(process.env.FUZZ_SECONDS ?? 3);
export const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** A guard against waiting for ever, not a measure of speed. */
export const patienceMs = 20_000;
export const timeout = seconds * 1000 + 3 * patienceMs;

const parallel = 16;

/** Runs rounds in parallel until the time is over, and returns how many. A round that fails names its own seed. */
export async function rounds(run: (random: Random, round: number) => Promise<void>): Promise<number> {
  const deadline = Date.now() + seconds * 1000;
  let round = 0;
  const worker = async () => {
    while (Date.now() < deadline) {
      const own = round++;
      try {
        await run(new Random(seed + own), own);
      } catch (error) {
        throw new Error(`round ${own} failed; FUZZ_SEED=${seed + own} begins with it`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return round;
}

/** Sends bytes in pieces and leaves in one of the ways in which peers leave; resolves when the socket is closed. */
export async function say(random: Random, socket: Socket, bytes: Buffer): Promise<void> {
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  for (const piece of cut(random, bytes)) {
    if (socket.destroyed) break;
    await new Promise((resolve) => socket.write(piece, resolve));
  }
  if (random.chance(5)) socket.resetAndDestroy();
  else if (random.chance(4)) socket.destroy();
  else socket.end();
  let guard: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    guard = setTimeout(() => reject(new Error("a connection is kept that its peer has ended")), patienceMs);
  });
  await Promise.race([closed, hung]).finally(() => clearTimeout(guard));
}
