import type { Round, Row, Timing } from "./row.js";
import { type Spread, spread } from "./statistics.js";

export interface Contestant {
  readonly name: string;
  readonly value: Spread;
  readonly serverCpu?: number;
  readonly p50us?: number;
  readonly p99us?: number;
}

export interface Outcome {
  readonly row: Pick<Row, "name" | "title" | "unit" | "goal" | "uWebSockets">;
  readonly ours: Contestant;
  readonly peer?: Contestant;
  /** Ours to the peer's, round by round, so that a machine that drifts does not decide. */
  readonly ratio?: Spread;
  readonly met?: boolean;
  /** Why the figures are not to be used, where they are not. */
  readonly invalid?: string;
}

/** A generator that used more of its core than this may have been what was measured. */
const headroom = 0.95;

const median = (values: readonly (number | undefined)[]): number | undefined => {
  const there = values.filter((value) => value !== undefined);
  return there.length === 0 ? undefined : spread(there).median;
};

function contestant(name: string, rounds: readonly Round[]): Contestant {
  const serverCpu = median(rounds.map((round) => round.serverCpu));
  const p50us = median(rounds.map((round) => round.p50us));
  const p99us = median(rounds.map((round) => round.p99us));
  return {
    name,
    value: spread(rounds.map((round) => round.value)),
    ...(serverCpu !== undefined && { serverCpu }),
    ...(p50us !== undefined && { p50us }),
    ...(p99us !== undefined && { p99us }),
  };
}

function reaches({ goal }: Row, ours: Spread, ratio: Spread | undefined): boolean | undefined {
  if (goal === undefined) return undefined;
  if ("ratio" in goal) return ratio === undefined ? undefined : ratio.median >= goal.ratio;
  return "atMost" in goal ? ours.median <= goal.atMost : ours.median >= goal.atLeast;
}

/** Ours, peer, ours, peer …, in processes of their own each time. */
export async function run(row: Row, rounds: number, timing: Timing): Promise<Outcome> {
  const ours: Round[] = [];
  const peer: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await row.measure(row.ours, timing));
    if (row.peer !== undefined) peer.push(await row.measure(row.peer, timing));
  }
  const result = contestant(row.ours, ours);
  const ratios = peer.map((round, index) => (ours[index] as Round).value / round.value);
  const ratio = ratios.length === 0 ? undefined : spread(ratios);
  const generator = Math.max(...[...ours, ...peer].map((round) => round.generatorCpu ?? 0));
  const met = reaches(row, result.value, ratio);
  return {
    row: {
      name: row.name,
      title: row.title,
      unit: row.unit,
      ...(row.goal && { goal: row.goal }),
      ...(row.uWebSockets !== undefined && { uWebSockets: row.uWebSockets }),
    },
    ours: result,
    ...(row.peer !== undefined && { peer: contestant(row.peer, peer) }),
    ...(ratio && { ratio }),
    ...(met !== undefined && { met }),
    ...(generator >= headroom && {
      invalid: `the generator used ${Math.round(generator * 100)} % of its core`,
    }),
  };
}
