import type { Round } from "./measure.js";
import type { Row, Timing } from "./rows.js";
import { type Spread, spread } from "./statistics.js";

export interface Contestant {
  readonly module: string;
  readonly value: Spread;
  readonly serverCpu?: number;
  readonly p50us?: number;
  readonly p99us?: number;
}

export interface Outcome {
  readonly row: Pick<Row, "name" | "title" | "unit" | "goal">;
  readonly ours: Contestant;
  readonly peer: Contestant;
  /** Ours to the peer's, round by round, so that a machine that drifts does not decide. */
  readonly ratio: Spread;
  readonly met: boolean | undefined;
  /** Why the figures are not to be used, where they are not. */
  readonly invalid?: string;
}

const median = (values: readonly (number | undefined)[]): number | undefined => {
  const there = values.filter((value) => value !== undefined);
  return there.length === 0 ? undefined : spread(there).median;
};

function contestant(module: string, rounds: readonly Round[]): Contestant {
  return {
    module,
    value: spread(rounds.map((round) => round.value)),
    serverCpu: median(rounds.map((round) => round.serverCpu)),
    p50us: median(rounds.map((round) => round.p50us)),
    p99us: median(rounds.map((round) => round.p99us)),
  };
}

/** Ours, peer, ours, peer …, in processes of their own each time. */
export async function run(row: Row, rounds: number, timing: Timing): Promise<Outcome> {
  const ours: Round[] = [];
  const peer: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await row.measure(row.ours, timing));
    peer.push(await row.measure(row.peer, timing));
  }
  const ratio = spread(ours.map((round, index) => round.value / (peer[index] as Round).value));
  const generator = Math.max(...[...ours, ...peer].map((round) => round.generatorCpu ?? 0));
  const result = contestant(row.ours, ours);
  const reached =
    row.unit === "bytes" ? result.value.median <= (row.goal ?? 0) : ratio.median >= (row.goal ?? 0);
  const outcome: Outcome = {
    row: { name: row.name, title: row.title, unit: row.unit, goal: row.goal },
    ours: result,
    peer: contestant(row.peer, peer),
    ratio,
    met: row.goal === undefined ? undefined : reached,
  };
  return generator < 0.95
    ? outcome
    : { ...outcome, invalid: `the generator used ${Math.round(generator * 100)} % of its core` };
}
