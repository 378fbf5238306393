import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pinned } from "../harness/machine.js";

/** A server program of this folder, the module it serves with, and what it does with a message. */
export interface Program {
  readonly file: "websocket" | "socket-io";
  readonly module: string;
  readonly work: string;
  /** Further arguments of the work: how many rooms, for example. */
  readonly amount?: number;
}

export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

/** A server under test, in a process of its own on a core of its own. */
export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterableIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterableIterator<string>, port: number) {
    this.#child = child;
    this.#lines = lines;
    this.port = port;
  }

  /** `nodeOptions` stand before the program: a profiler's, for example. */
  static async start(program: Program, nodeOptions: readonly string[] = []): Promise<ServerProcess> {
    const file = fileURLToPath(new URL(`./${program.file}.js`, import.meta.url));
    const args = [program.module, program.work, String(program.amount ?? 0)];
    const [command, ...rest] = pinned("server", [
      process.execPath,
      "--expose-gc",
      ...nodeOptions,
      file,
      ...args,
    ]);
    const child = spawn(command as string, rest, { stdio: ["pipe", "pipe", "inherit"] });
    if (child.stdout === null) throw new Error("the server has no output");
    const reader = createInterface({ input: child.stdout });
    const lines = reader[Symbol.asyncIterator]() as AsyncIterableIterator<string>;
    const first = await lines.next();
    if (first.done) throw new Error(`${program.file} ${args.join(" ")} ended before it listened`);
    return new ServerProcess(child, lines, (JSON.parse(first.value) as { port: number }).port);
  }

  /** Seconds of CPU time used so far, by all threads; read from outside, since a busy server answers late. */
  cpuSeconds(): number {
    const tasks = `/proc/${this.#child.pid}/task`;
    const nanoseconds = readdirSync(tasks).map((task) =>
      Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]),
    );
    return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e9;
  }

  /** Bytes, after a collection. */
  async memory(): Promise<Memory> {
    this.#child.stdin?.write("memory\n");
    const answer = await this.#lines.next();
    if (answer.done) throw new Error("the server ended while it was measured");
    return JSON.parse(answer.value) as Memory;
  }

  /** At once. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  /** By its own exit, so that it writes what it recorded. */
  async finish(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.stdin?.end();
    await gone;
  }
}

/** Starts a program, runs `use` with it, and ends it whatever happens. */
export async function withServer<T>(
  program: Program,
  { nodeOptions }: { readonly nodeOptions?: readonly string[] },
  use: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const server = await ServerProcess.start(program, nodeOptions);
  try {
    const result = await use(server);
    // A profiler writes at the exit.
    if (nodeOptions !== undefined) await server.finish();
    return result;
  } finally {
    await server.stop();
  }
}
