import { type LoadOptions, load, whileIdle } from "./load.js";
import type { Program } from "./rows.js";
import { ServerProcess } from "./server-process.js";

/** One round of one contestant. */
export interface Round {
  /** What the row counts: messages, handshakes or bytes. */
  readonly value: number;
  /** The server's CPU time as a share of the time measured; 1 is a core that was never idle. */
  readonly serverCpu?: number;
  /** The generator's. At 0.95 and over, it may have been what was measured. */
  readonly generatorCpu?: number;
  readonly p50us?: number;
  readonly p99us?: number;
}

/** Messages or handshakes a second. */
export async function measureRate(program: Program, options: LoadOptions): Promise<Round> {
  const server = await ServerProcess.start(program.file, [program.module, program.work]);
  try {
    const before = await server.usage();
    const result = await load(server.port, options);
    const after = await server.usage();
    if (result.errors > 0)
      throw new Error(`${program.module}: ${result.errors} connections failed under load`);
    const count = options.mode === "handshake" ? result.handshakes : result.messages;
    return {
      value: count / result.seconds,
      serverCpu: (after.cpuSeconds - before.cpuSeconds) / (result.seconds + options.warmup),
      generatorCpu: result.cpuSeconds / result.seconds,
      ...(result.p50us > 0 ? { p50us: result.p50us, p99us: result.p99us } : {}),
    };
  } finally {
    await server.stop();
  }
}

/** Bytes of resident memory that one idle connection adds. */
export async function measureIdleMemory(
  program: Program,
  options: { readonly connections: number; readonly socketIo?: boolean },
): Promise<Round> {
  const server = await ServerProcess.start(program.file, [program.module, program.work]);
  try {
    // A first connection loads the code that every further one shares.
    await whileIdle(server.port, { ...options, connections: 10 }, () => Promise.resolve());
    const before = await server.usage();
    const after = await whileIdle(server.port, options, () => server.usage());
    return { value: (after.rss - before.rss) / options.connections };
  } finally {
    await server.stop();
  }
}
