import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Row } from "../harness/row.js";

const program = fileURLToPath(new URL("../../../packages/adapters/bench/cross-node.mjs", import.meta.url));

const ours = "@signalbox/adapters";

/** Broadcasts that cross from one node to another over a real engine, 64 on their way at once. */
function crossNode(engine: string, title: string, peer: string, ratio: number): Row {
  return {
    name: `cross-node-${engine}`,
    title: `Socket.IO broadcast across two nodes, ${title}, 64 outstanding`,
    unit: "broadcasts/s",
    ours,
    peer,
    goal: { ratio },
    measure: async (module, { seconds, warmup }) => {
      const args = ["--outstanding", "64", "--seconds", String(seconds), "--warmup", String(warmup)];
      const contestant = module === ours ? "ours" : "official";
      const { stdout } = await promisify(execFile)(process.execPath, [program, contestant, engine, ...args]);
      return { value: (JSON.parse(stdout) as { rate: number }).rate };
    },
  };
}

export const crossNodeRows: readonly Row[] = [
  crossNode("redis", "Redis", "@socket.io/redis-adapter", 1.5),
  crossNode("sharded", "Redis sharded", "@socket.io/redis-adapter", 1.5),
  crossNode("streams", "Redis Streams", "@socket.io/redis-streams-adapter", 1.5),
  crossNode("postgres", "Postgres", "@socket.io/postgres-adapter", 5),
];
