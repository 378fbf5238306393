import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export function program(name: string): string {
  return fileURLToPath(new URL(`./programs/${name}`, import.meta.url));
}

/** Runs a program to its end and returns what it printed. */
export async function output(command: string, args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(command, args)).stdout;
}

/** Starts a program and waits for its first line. */
export async function start(
  command: string,
  args: readonly string[],
): Promise<{ line: string; stop(): Promise<void> }> {
  const child: ChildProcess = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout === null) throw new Error(`${command} has no output`);
  const gone = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, "line"),
    gone.then(() => Promise.reject(new Error(`${command} ${args.join(" ")} ended before it was ready`))),
  ]);
  return {
    line,
    async stop() {
      child.kill();
      await gone;
    },
  };
}
