import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeMachine } from "../harness/machine.js";
import type { Timing } from "../harness/row.js";
import { measureRate } from "../load/measure.js";
import { families } from "../rows/families.js";
import { chart } from "./chart.js";
import { type Series, series } from "./series.js";

const images = fileURLToPath(new URL("../../../docs/images", import.meta.url));

const amount = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

interface Curve {
  readonly name: string;
  /** Microseconds of the server's CPU time for one message, point by point. */
  readonly costs: readonly number[];
}

/** Measures every series, ours and the peer's point by point, prints the costs and draws them into docs/images. */
export async function growth(asked: readonly string[], timing: Timing): Promise<void> {
  const chosen = series.filter(({ name }) => asked.length === 0 || asked.some((a) => name.startsWith(a)));
  console.log(`${describeMachine()}; microseconds of the server's CPU time for one message\n`);
  mkdirSync(images, { recursive: true });
  for (const one of chosen) {
    const curves = await measure(one, timing);
    print(one, curves);
    writeFileSync(`${images}/growth-${one.name}.svg`, chart(one, curves));
  }
}

async function measure(one: Series, timing: Timing): Promise<readonly Curve[]> {
  const { file, ours, peer } = families[one.family];
  const costs = new Map<string, number[]>([
    [ours, []],
    [peer, []],
  ]);
  for (const point of one.points) {
    for (const [module, list] of costs) {
      const program = { file, module, work: one.work, amount: one.amount?.(point) ?? 0 };
      const round = await measureRate(program, one.load(point, timing));
      list.push(round.cpuUs ?? 0);
    }
  }
  return [...costs].map(([name, list]) => ({ name, costs: list }));
}

function print({ title, axis, points }: Series, curves: readonly Curve[]): void {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const lines = [
    row([axis, ...points.map((point) => point.toLocaleString("en"))]),
    row(["---", ...points.map(() => "---")]),
    ...curves.map(({ name, costs }) => row([name, ...costs.map((cost) => `${amount.format(cost)} µs`)])),
  ];
  console.log(`${title}\n\n${lines.join("\n")}\n`);
}
