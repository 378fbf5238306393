import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pinned } from "./machine.js";

export interface Usage {
  readonly cpuSeconds: number;
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

  static async start(program: string, args: readonly string[]): Promise<ServerProcess> {
    const file = fileURLToPath(new URL(`./servers/${program}.js`, import.meta.url));
    const [command, ...rest] = pinned("server", [process.execPath, "--expose-gc", file, ...args]);
    const child = spawn(command as string, rest, { stdio: ["pipe", "pipe", "inherit"] });
    if (child.stdout === null) throw new Error("the server has no output");
    const reader: Interface = createInterface({ input: child.stdout });
    const lines = reader[Symbol.asyncIterator]() as AsyncIterableIterator<string>;
    const first = await lines.next();
    if (first.done) throw new Error(`${program} ${args.join(" ")} ended before it listened`);
    return new ServerProcess(child, lines, (JSON.parse(first.value) as { port: number }).port);
  }

  async usage(): Promise<Usage> {
    this.#child.stdin?.write("usage\n");
    const answer = await this.#lines.next();
    if (answer.done) throw new Error("the server ended while it was measured");
    return JSON.parse(answer.value) as Usage;
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}
