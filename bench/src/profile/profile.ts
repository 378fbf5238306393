import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Row, Timing } from "../harness/row.js";
import { allocationTotals, type CpuProfile, cpuTotals, type HeapProfile, type Totals } from "./totals.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = fileURLToPath(new URL("../../results/profiles", import.meta.url));
const recorder = new URL("./record-allocations.js", import.meta.url).href;
const lines = 25;

/** Records where our server's time goes and what it allocates, row by row; devtools open the files. */
export async function profile(rows: readonly Row[], timing: Timing): Promise<void> {
  for (const row of rows) {
    const into = join(folder, row.name);
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into, { recursive: true });
    console.log(`\n${row.title}`);
    await row.measure(row.ours, {
      ...timing,
      nodeOptions: ["--cpu-prof", `--cpu-prof-dir=${into}`],
    });
    const cpu = readdirSync(into).find((name) => name.endsWith(".cpuprofile"));
    if (cpu === undefined) {
      console.log("This row has no server that could be profiled.");
      continue;
    }
    print("Self time", cpuTotals(read<CpuProfile>(join(into, cpu))));
    const allocations = join(into, "allocations.heapprofile");
    process.env.SIGNALBOX_ALLOCATIONS = allocations;
    await row.measure(row.ours, { ...timing, nodeOptions: ["--import", recorder] });
    if (existsSync(allocations)) print("Allocated", allocationTotals(read<HeapProfile>(allocations)));
    console.log(`\nKept in ${relative(process.cwd(), into)}`);
  }
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

function print(title: string, totals: Totals): void {
  console.log(`\n${title}`);
  for (const [place, share] of [...totals].sort((a, b) => b[1] - a[1]).slice(0, lines)) {
    console.log(`${`${(share * 100).toFixed(1)} %`.padStart(8)}  ${place.replace(`file://${root}`, "")}`);
  }
}
