import { freePort, startProgram } from "./program.mjs";

/** A Redis of its own, which keeps nothing on disk. */
export async function startRedis() {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", ""];
  const program = await startProgram("redis-server", args, port, "redis-server");
  return { redis: `redis://127.0.0.1:${port}`, stop: program.stop };
}
