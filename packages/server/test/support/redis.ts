import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Harness } from "./harness.js";

/** A Redis server of its own on a Unix socket, gone when the test is over. */
export async function startRedis(harness: Harness): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-redis-"));
  const path = join(folder, "redis.sock");
  const args = ["--port", "0", "--unixsocket", path, "--save", "", "--dir", folder];
  const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  harness.onCleanup(async () => {
    const gone = once(child, "exit");
    child.kill();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });
  for await (const chunk of child.stdout) {
    if (String(chunk).includes("eady to accept connections")) break;
  }
  child.stdout.resume();
  return path;
}
