/**
 * Kills one node of the running example, as a crash would: no farewell, nothing saved at the last moment.
 *
 *     node examples/cluster-chat/kill.mjs A
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { stateFile } from "./cluster/state.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { state: { type: "string", default: stateFile } },
});

function runningNodes() {
  try {
    return JSON.parse(readFileSync(values.state, "utf8")).nodes;
  } catch {
    throw new Error("The example does not run: node examples/cluster-chat/start.mjs");
  }
}

try {
  const nodes = runningNodes();
  const [name = ""] = positionals;
  const pid = nodes[name];
  if (pid === undefined) throw new Error(`Which node? One of ${Object.keys(nodes).join(", ")}.`);
  process.kill(pid, "SIGKILL");
  console.log(`Node ${name} (process ${pid}) is killed. It starts again in 10 seconds.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
