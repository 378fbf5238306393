import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pinned } from "./machine.js";

const source = fileURLToPath(new URL("../generator/load.c", import.meta.url));
const binary = fileURLToPath(new URL("../dist/load", import.meta.url));

export interface LoadOptions {
  readonly mode: "echo" | "broadcast" | "handshake";
  readonly socketIo?: boolean;
  readonly connections: number;
  readonly window?: number;
  readonly size?: number;
  readonly payloadFile?: string;
  readonly deflate?: boolean;
  readonly seconds: number;
  readonly warmup: number;
}

export interface LoadResult {
  readonly messages: number;
  readonly handshakes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly errors: number;
  readonly p50us: number;
  readonly p99us: number;
}

/** Compiles the generator when its source is newer than its binary. */
export function buildGenerator(): void {
  if (existsSync(binary) && statSync(binary).mtimeMs > statSync(source).mtimeMs) return;
  mkdirSync(fileURLToPath(new URL("../dist", import.meta.url)), { recursive: true });
  try {
    execFileSync("cc", ["-O2", "-Wall", "-Wextra", "-o", binary, source], { stdio: "inherit" });
  } catch {
    throw new Error(
      "The load generator is a small C program for Linux: install a C compiler (Debian: apt install gcc libc6-dev).",
    );
  }
}

function args(port: number, options: Omit<LoadOptions, "mode"> & { mode: string }): string[] {
  return [
    ["--port", port],
    ["--mode", options.mode],
    ["--connections", options.connections],
    ["--window", options.window ?? 1],
    ["--size", options.size ?? 64],
    ["--seconds", options.seconds],
    ["--warmup", options.warmup],
    ...(options.payloadFile === undefined ? [] : [["--payload-file", options.payloadFile]]),
    ...(options.socketIo ? [["--socket-io"]] : []),
    ...(options.deflate ? [["--deflate"]] : []),
  ]
    .flat()
    .map(String);
}

export async function load(port: number, options: LoadOptions): Promise<LoadResult> {
  const [command, ...rest] = pinned("generator", [binary, ...args(port, options)]);
  const { stdout } = await promisify(execFile)(command as string, rest);
  return JSON.parse(stdout) as LoadResult;
}

/** Opens idle connections, runs `measure` while they stand, and closes them. */
export async function whileIdle<T>(
  port: number,
  options: { readonly socketIo?: boolean; readonly connections: number },
  measure: () => Promise<T>,
): Promise<T> {
  const idle = { ...options, mode: "idle", seconds: 60, warmup: 0 };
  const [command, ...rest] = pinned("generator", [binary, ...args(port, idle)]);
  const child = spawn(command as string, rest, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  try {
    const ready = once(createInterface({ input: child.stdout }), "line");
    await Promise.race([
      ready,
      gone.then(() => Promise.reject(new Error("not every connection was opened"))),
    ]);
    return await measure();
  } finally {
    child.kill("SIGKILL");
    await gone;
  }
}
