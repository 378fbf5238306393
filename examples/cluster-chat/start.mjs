/**
 * Starts the whole example: the engine, three nodes, and nginx before them. Ends all of it on Ctrl-C.
 *
 *     node examples/cluster-chat/start.mjs [--port 8080] [--postgres postgres://user:password@host/database]
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { startNginx } from "./cluster/nginx.mjs";
import { Node } from "./cluster/node-process.mjs";
import { startRedis } from "./cluster/redis.mjs";
import { stateFile } from "./cluster/state.mjs";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    postgres: { type: "string" },
    state: { type: "string", default: stateFile },
  },
});

/** What has been started, to be ended in the opposite order. */
const started = [];
let isEnding = false;

async function start() {
  const engine = values.postgres ? { postgres: values.postgres } : await begin(startRedis());
  const nodes = await Promise.all(["A", "B", "C"].map((name) => begin(Node.start(name, engine, noteNodes))));
  const nginx = await begin(startNginx(Number(values.port), nodes));
  noteNodes();

  console.log(`Chat on ${nginx.url}, served by the nodes ${nodes.map(({ name }) => name).join(", ")}.`);
  console.log("Kill one:  node examples/cluster-chat/kill.mjs A");
  console.log("End:       Ctrl-C");

  /** Writes down which process is which node, for kill.mjs. */
  function noteNodes() {
    if (isEnding) return;
    const running = Object.fromEntries((nodes ?? []).map(({ name, pid }) => [name, pid]));
    mkdirSync(dirname(values.state), { recursive: true });
    writeFileSync(values.state, JSON.stringify({ url: nginx?.url, nodes: running }));
  }
}

async function begin(starting) {
  const part = await starting;
  started.push(part);
  return part;
}

async function end(code) {
  if (isEnding) return;
  isEnding = true;
  rmSync(values.state, { force: true });
  for (const part of started.reverse()) await part.stop();
  process.exit(code);
}

process.on("SIGINT", () => end(0));
process.on("SIGTERM", () => end(0));
start().catch((error) => {
  console.error(error.message);
  end(1);
});
