import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real engine in processes of its own, on free ports of the loopback. */
export interface Engine {
  stop(): Promise<void>;
}

export interface RedisServer extends Engine {
  readonly ports: readonly number[];
  readonly pids: readonly number[];
  /** Ends it at once, as a crash would. */
  halt(): Promise<void>;
  /** Starts it again, on the same port and empty, after {@link halt}. */
  start(): Promise<void>;
}

export interface PostgresServer extends Engine {
  readonly url: string;
  /** Starts it again, on the same port and data, after {@link halt}. */
  start(): Promise<void>;
  /** Ends it at once, as a crash would. */
  halt(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts a program and waits for what it says when it is ready. It ends with this process. */
async function launch(
  command: string,
  args: readonly string[],
  isReady: string,
  options: { cwd?: string; uid?: number; gid?: number } = {},
): Promise<ChildProcess> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(isReady)) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}\n${output}`)));
  });
  return child;
}

async function finish(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const start = () => launch("redis-server", args, "Ready to accept connections");
  let child = await start();
  return {
    ports: [port],
    get pids() {
      return [child.pid ?? 0];
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
export async function startRedisCluster(): Promise<Engine & Pick<RedisServer, "ports">> {
  const folder = mkdtempSync(join(tmpdir(), "redis-cluster-"));
  const ports: number[] = [];
  const children: ChildProcess[] = [];
  for (let n = 0; n < 3; n++) {
    const port = await freePort();
    // The nodes speak to each other on a second port, by default the first plus 10,000.
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
    const cluster = ["--cluster-enabled", "yes", "--cluster-config-file", `nodes-${n}.conf`];
    const bus = ["--cluster-port", String(await freePort())];
    children.push(await launch("redis-server", [...args, ...cluster, ...bus], "Ready to accept connections"));
    ports.push(port);
  }
  const addresses = ports.map((port) => `127.0.0.1:${port}`);
  execFileSync(
    "redis-cli",
    ["--cluster", "create", ...addresses, "--cluster-replicas", "0", "--cluster-yes"],
    {
      stdio: "ignore",
    },
  );
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

/** Where the system keeps Postgres's programs: Debian leaves them out of the path. */
function postgresPrograms(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(debian, version, "bin"))
    .find((bin) => existsSync(join(bin, "postgres")));
  return found ?? execFileSync("pg_config", ["--bindir"]).toString().trim();
}

/** Postgres refuses to run as root, so then it runs as the user that its package made. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(execFileSync("id", [option, "postgres"]).toString());
  return { uid: id("-u"), gid: id("-g") };
}

export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms();
  const user = postgresUser();
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"],
    { cwd: folder, stdio: "ignore", ...user },
  );
  const port = await freePort();
  const start = () =>
    launch(
      join(programs, "postgres"),
      ["-D", data, "-p", String(port), "-k", folder, "-h", "127.0.0.1", "-F"],
      "ready to accept connections",
      { cwd: folder, ...user },
    );
  let child = await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async start() {
      child = await start();
    },
    async halt() {
      await finish(child, "SIGQUIT");
    },
    async stop() {
      await finish(child, "SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
