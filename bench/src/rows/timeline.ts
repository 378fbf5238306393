import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Row } from "../harness/row.js";

const program = fileURLToPath(new URL("../../../packages/workbench/bench/ingest.mjs", import.meta.url));

interface Ingest {
  readonly sent: number;
  readonly stored: number;
  readonly perSecond: number;
  readonly cpuCores: number;
}

export const timelineRows: readonly Row[] = [
  {
    name: "ingest",
    title: "Timeline ingest of 128-byte messages, sent = stored",
    unit: "msg/s",
    ours: "signalbox",
    goal: { atLeast: 100_000 },
    measure: async (_, { seconds }) => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        program,
        String(seconds),
        "128",
        "--json",
      ]);
      const result = JSON.parse(stdout) as Ingest;
      if (result.stored !== result.sent) {
        throw new Error(`${result.sent} messages were sent and ${result.stored} stored`);
      }
      return { value: result.perSecond, serverCpu: result.cpuCores };
    },
  },
];
