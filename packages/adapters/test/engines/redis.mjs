import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finish, freePort, launch } from "./process.mjs";

const READY = "Ready to accept connections";

function serverArgs(port, folder) {
  return ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
}

export async function startRedis() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const start = () => launch("redis-server", serverArgs(port, folder), READY);
  let child = await start();
  return {
    ports: [port],
    get pids() {
      return [child.pid];
    },
    halt: () => finish(child, "SIGKILL"),
    async start() {
      child = await start();
    },
    async stop() {
      await finish(child, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Three masters without replicas. */
export async function startRedisCluster() {
  const folder = mkdtempSync(join(tmpdir(), "redis-cluster-"));
  const ports = [];
  const children = [];
  for (let n = 0; n < 3; n++) {
    const port = await freePort();
    // The nodes speak to each other on a second port, by default the first plus 10,000.
    const bus = ["--cluster-port", String(await freePort())];
    const cluster = ["--cluster-enabled", "yes", "--cluster-config-file", `nodes-${n}.conf`, ...bus];
    children.push(await launch("redis-server", [...serverArgs(port, folder), ...cluster], READY));
    ports.push(port);
  }
  const addresses = ports.map((port) => `127.0.0.1:${port}`);
  const create = ["--cluster", "create", ...addresses, "--cluster-replicas", "0", "--cluster-yes"];
  execFileSync("redis-cli", create, { stdio: "ignore" });
  for (const port of ports) {
    while (!execFileSync("redis-cli", ["-p", String(port), "cluster", "info"]).includes("cluster_state:ok")) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return {
    ports,
    async stop() {
      await Promise.all(children.map((child) => finish(child, "SIGKILL")));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
