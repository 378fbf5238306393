import type { Round } from "../harness/row.js";
import { type Program, type ServerProcess, withServer } from "../servers/process.js";
import {
  type LoadOptions,
  type LoadResult,
  load,
  loadPolling,
  type PollingOptions,
  whileIdle,
} from "./generator.js";

interface Profiling {
  readonly nodeOptions?: readonly string[];
}

/** Messages, or handshakes, a second. */
export function measureRate(
  program: Program,
  options: LoadOptions & Profiling & { readonly mode: "echo" | "broadcast" | "handshake" },
): Promise<Round> {
  const count = options.mode === "handshake" ? "handshakes" : "messages";
  return withServer(program, options, (server) =>
    underLoad(server, count, (onCounting) => load(server.port, options, onCounting)),
  );
}

/** Messages that came back by long-polling, a second. */
export function measurePolling(program: Program, options: PollingOptions & Profiling): Promise<Round> {
  return withServer(program, options, (server) =>
    underLoad(server, "messages", (onCounting) => loadPolling(server.port, options, onCounting)),
  );
}

/** Connections that stand again a second, after all of them were cut at once. */
export function measureStorm(
  program: Program,
  options: Profiling & { readonly connections: number; readonly socketIo: boolean },
): Promise<Round> {
  return withServer(program, options, async (server) => {
    const storm = { ...options, mode: "storm", inFlight: 4000, seconds: 0, warmup: 0 } as const;
    const result = await load(server.port, storm);
    return {
      value: result.handshakes / result.seconds,
      generatorCpu: result.cpuSeconds / result.seconds,
    };
  });
}

/** Bytes of resident memory that one idle connection adds. */
export function measureIdleMemory(
  program: Program,
  options: Profiling & { readonly connections: number; readonly socketIo?: boolean },
): Promise<Round> {
  return withServer(program, options, async (server) => {
    // A first connection loads the code that every further one shares.
    await whileIdle(server.port, { ...options, connections: 10 }, () => Promise.resolve());
    const before = await server.memory();
    const after = await whileIdle(server.port, options, () => server.memory());
    return { value: (after.rss - before.rss) / options.connections };
  });
}

async function underLoad(
  server: ServerProcess,
  count: "handshakes" | "messages",
  generate: (onCounting: () => void) => Promise<LoadResult>,
): Promise<Round> {
  let before = 0;
  const result = await generate(() => {
    before = server.cpuSeconds();
  });
  const cpuSeconds = server.cpuSeconds() - before;
  if (result.errors > 0) throw new Error(`${result.errors} connections failed under load`);
  return {
    value: result[count] / result.seconds,
    serverCpu: cpuSeconds / result.seconds,
    cpuUs: (cpuSeconds * 1e6) / result[count],
    generatorCpu: result.cpuSeconds / result.seconds,
    ...(result.p50us > 0 ? { p50us: result.p50us, p99us: result.p99us } : {}),
  };
}
