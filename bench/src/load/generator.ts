import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pinned } from "../harness/machine.js";

/** The two programs of generator/. */
type Generator = "load" | "polling";

const sourceOf = (name: Generator) => fileURLToPath(new URL(`../../generator/${name}.c`, import.meta.url));
const binaryOf = (name: Generator) => fileURLToPath(new URL(`../../dist/generator/${name}`, import.meta.url));

export interface LoadOptions {
  readonly mode: "echo" | "broadcast" | "handshake" | "storm";
  readonly socketIo?: boolean;
  readonly connections: number;
  readonly window?: number;
  /** Handshakes at once while the connections are opened. */
  readonly inFlight?: number;
  readonly size?: number;
  readonly payloadFile?: string;
  readonly deflate?: boolean;
  readonly seconds: number;
  readonly warmup: number;
}

export interface PollingOptions {
  readonly connections: number;
  /** Messages a post. */
  readonly window: number;
  readonly payloadFile: string;
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

/** Compiles the generators whose source is newer than their binary. */
export function buildGenerators(): void {
  for (const name of ["load", "polling"] as const) {
    const [source, binary] = [sourceOf(name), binaryOf(name)];
    if (existsSync(binary) && statSync(binary).mtimeMs > statSync(source).mtimeMs) continue;
    mkdirSync(fileURLToPath(new URL("../../dist/generator", import.meta.url)), { recursive: true });
    try {
      execFileSync("cc", ["-O2", "-Wall", "-Wextra", "-o", binary, source], { stdio: "inherit" });
    } catch {
      throw new Error(
        "The load generators are small C programs for Linux: install a C compiler (Debian: apt install gcc libc6-dev).",
      );
    }
  }
}

/** `onCounting` is called when the warm-up is over and what comes is counted. */
export function load(port: number, options: LoadOptions, onCounting = () => {}): Promise<LoadResult> {
  return generate("load", [...loadArguments(port, options.mode, options), ...timing(options)], onCounting);
}

export function loadPolling(
  port: number,
  options: PollingOptions,
  onCounting = () => {},
): Promise<LoadResult> {
  const { connections, window, payloadFile } = options;
  const args = [...flags({ port, connections, window, "payload-file": payloadFile }), ...timing(options)];
  return generate("polling", args, onCounting);
}

/** Opens idle connections, runs `measure` while they stand, and closes them. */
export async function whileIdle<T>(
  port: number,
  options: { readonly socketIo?: boolean; readonly connections: number },
  measure: () => Promise<T>,
): Promise<T> {
  const args = [...loadArguments(port, "idle", options), ...timing({ seconds: 60, warmup: 0 })];
  const [command, ...rest] = pinned("generator", [binaryOf("load"), ...args]);
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

async function generate(
  name: Generator,
  args: readonly string[],
  onCounting: () => void,
): Promise<LoadResult> {
  const [command, ...rest] = pinned("generator", [binaryOf(name), ...args]);
  const child = spawn(command as string, rest, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  let result: LoadResult | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === "counting") onCounting();
    else result = JSON.parse(line) as LoadResult;
  }
  await gone;
  if (result === undefined) throw new Error(`the generator failed: ${name} ${args.join(" ")}`);
  return result;
}

function loadArguments(
  port: number,
  mode: string,
  options: Omit<LoadOptions, "mode" | "seconds" | "warmup">,
): string[] {
  return [
    ...flags({
      port,
      mode,
      connections: options.connections,
      window: options.window,
      "in-flight": options.inFlight,
      size: options.size,
      "payload-file": options.payloadFile,
    }),
    ...(options.socketIo ? ["--socket-io"] : []),
    ...(options.deflate ? ["--deflate"] : []),
  ];
}

const timing = ({ seconds, warmup }: { seconds: number; warmup: number }) => flags({ seconds, warmup });

function flags(values: Readonly<Record<string, string | number | undefined>>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
}
