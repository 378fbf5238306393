import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

/** A master with a replica, and a sentinel that makes the replica master when the master is gone. */
export async function startRedisSentinel() {
  const folder = mkdtempSync(join(tmpdir(), "redis-sentinel-"));
  const [port, masterPort, replicaPort] = [await freePort(), await freePort(), await freePort()];
  const master = await launch("redis-server", serverArgs(masterPort, folder), READY);
  const replicaArgs = [...serverArgs(replicaPort, folder), "--replicaof", "127.0.0.1", String(masterPort)];
  const replica = await launch("redis-server", [...replicaArgs, "--repl-diskless-sync-delay", "0"], READY);
  const file = join(folder, "sentinel.conf");
  writeFileSync(
    file,
    [
      `port ${port}`,
      "bind 127.0.0.1",
      `sentinel monitor main 127.0.0.1 ${masterPort} 1`,
      "sentinel down-after-milliseconds main 500",
      "sentinel failover-timeout main 2000",
    ].join("\n"),
  );
  const sentinel = await launch("redis-server", [file, "--sentinel"], "+monitor");
  const ask = (at, ...command) => execFileSync("redis-cli", ["-p", String(at), ...command]).toString();
  while (!ask(masterPort, "info", "replication").includes("state=online")) await pause();
  while (!ask(port, "sentinel", "replicas", "main").includes(String(replicaPort))) await pause();
  return {
    ports: [port],
    killMaster: () => finish(master, "SIGKILL"),
    async failover() {
      while (!ask(port, "sentinel", "get-master-addr-by-name", "main").includes(String(replicaPort)))
        await pause();
    },
    async stop() {
      await Promise.all([sentinel, replica, master].map((child) => finish(child, "SIGKILL")));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, 50));
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
      await pause();
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
