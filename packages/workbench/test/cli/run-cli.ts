import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface RunningCli {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  write(text: string): void;
  end(text?: string): void;
  signal(name: NodeJS.Signals): void;
  /** Resolves when stdout or stderr holds the text. */
  says(text: string): Promise<void>;
  readonly exit: Promise<number | NodeJS.Signals>;
}

/** Runs the built command line as a process of its own, its streams pipes. */
export function runCli(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCli {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill("SIGKILL"));
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin.on("error", () => {});
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    write: (text) => void child.stdin.write(text),
    end: (text = "") => void child.stdin.end(text),
    signal: (name) => void child.kill(name),
    says: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (stdout.includes(text) || stderr.includes(text)) resolve();
        };
        child.stdout.on("data", check);
        child.stderr.on("data", check);
        child.once("close", () => reject(new Error(`ended without saying ${text}\n${stdout}\n${stderr}`)));
        check();
      }),
    exit: once(child, "close").then(([code, signal]) => code ?? signal),
  };
}
