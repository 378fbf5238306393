/**
 * Broadcasts from one node to a client of another, over a real engine: ours or the official adapter on
 * stock socket.io. Prints one line of JSON: `rate` (broadcasts a second) and `cpu`, the CPU time that one
 * broadcast costs on the sending and on the receiving node, in µs.
 *
 *     node packages/adapters/bench/cross-node.mjs ours redis --outstanding 64 --seconds 3
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { startPostgres } from "../test/engines/postgres.mjs";
import { startRedis } from "../test/engines/redis.mjs";
import { connectCounter, frame } from "./client.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    outstanding: { type: "string", default: "64" },
    seconds: { type: "string", default: "3" },
    warmup: { type: "string", default: "1" },
    size: { type: "string", default: "64" },
    driver: { type: "string", default: "redis" },
    options: { type: "string", default: "{}" },
    recovery: { type: "boolean", default: false },
    profile: { type: "string" },
  },
});
const [side, adapter] = positionals;
if (!["ours", "official"].includes(side) || !["redis", "sharded", "streams", "postgres"].includes(adapter)) {
  console.error("usage: cross-node.mjs ours|official redis|sharded|streams|postgres [options]");
  process.exit(2);
}

const engine = await (adapter === "postgres" ? startPostgres() : startRedis());
const config = {
  make: side === "ours" ? "ours" : "stock",
  adapter,
  redis: { driver: values.driver, ports: engine.ports },
  postgres: { url: engine.url },
  options: JSON.parse(values.options),
};
const nodes = [await startNode("sender"), await startNode("receiver")];
try {
  console.log(JSON.stringify(await measure()));
} finally {
  await Promise.all(nodes.map((node) => node.stop()));
  await engine.stop();
}
process.exit(0);

async function startNode(name) {
  const profile = values.profile && [
    "--cpu-prof",
    `--cpu-prof-dir=${values.profile}`,
    `--cpu-prof-name=${side}-${adapter}-${name}.cpuprofile`,
  ];
  const child = fork(new URL("node.mjs", import.meta.url), {
    env: { ...process.env, NODE: JSON.stringify(config) },
    execArgv: profile ?? [],
  });
  const [port] = await once(child, "message");
  return {
    port,
    /** CPU time so far, in µs. */
    async cpu() {
      child.send("cpu");
      const [{ user, system }] = await once(child, "message");
      return user + system;
    },
    async stop() {
      const gone = once(child, "exit");
      child.send("end");
      await gone;
    },
  };
}

async function measure() {
  const event = frame(`42["say","${"x".repeat(Number(values.size))}"]`);
  const bursts = [Buffer.alloc(0)];
  for (let n = 1; n <= Number(values.outstanding); n++) bursts.push(Buffer.concat([bursts[n - 1], event]));

  let received = 0;
  const sender = await connectCounter(nodes[0].port, () => {});
  const receiver = await connectCounter(nodes[1].port, (events) => {
    received += events;
    sender.send(bursts[events] ?? Buffer.concat(Array(events).fill(event)));
  });
  await receiver.ask("join", "room");
  await untilBothKnow(sender);
  sender.send(bursts.at(-1));

  const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  await pause(Number(values.warmup));
  const before = [received, performance.now(), await nodes[0].cpu(), await nodes[1].cpu()];
  await pause(Number(values.seconds));
  const after = [received, performance.now(), await nodes[0].cpu(), await nodes[1].cpu()];
  const [count, ms, sending, receiving] = after.map((value, index) => value - before[index]);
  const round = (value) => Math.round(value * 100) / 100;
  return {
    rate: Math.round((count / ms) * 1000),
    cpu: { sender: round(sending / count), receiver: round(receiving / count) },
  };
}

/** Waits until the nodes know each other. */
async function untilBothKnow(client) {
  for (;;) {
    const [count] = await client.ask("count");
    if (count === 2) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
