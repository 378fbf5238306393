export interface Timing {
  readonly seconds: number;
  readonly warmup: number;
  /** For the server's process: a profiler's. */
  readonly nodeOptions?: readonly string[];
}

export type Unit =
  | "msg/s"
  | "deliveries/s"
  | "handshakes/s"
  | "connections/s"
  | "broadcasts/s"
  | "bytes"
  | "ms";

/** Ours to the peer's at least; or a bound of our own figure. */
export type Goal = { readonly ratio: number } | { readonly atLeast: number } | { readonly atMost: number };

/** One round of one contestant. */
export interface Round {
  /** What the row counts, in its unit. */
  readonly value: number;
  /** The server's CPU time as a share of the time measured; 1 is a core that was never idle. */
  readonly serverCpu?: number;
  /** The server's CPU time for each of what the row counts, microseconds. */
  readonly cpuUs?: number;
  /** The generator's. At 0.95 and over, it may have been what was measured. */
  readonly generatorCpu?: number;
  readonly p50us?: number;
  readonly p99us?: number;
}

export interface Row {
  /** As written after `npm run bench --`. */
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  readonly ours: string;
  /** Undefined: there is nothing to compare with, only a goal. */
  readonly peer?: string;
  readonly goal?: Goal;
  /** uWebSockets to the peer, as measured once elsewhere (bench/README.md): npm does not carry it. */
  readonly uWebSockets?: number;
  measure(contestant: string, timing: Timing): Promise<Round>;
}
