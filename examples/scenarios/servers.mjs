// Starts the stock servers that these scenarios speak with, then runs `signalbox run` with what is given:
//   node examples/scenarios/servers.mjs            (all scenarios here)
//   node examples/scenarios/servers.mjs --verbose examples/scenarios/websocket
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

async function start(name, ...args) {
  const child = spawn(process.execPath, [path(`../../peers/src/servers/${name}.mjs`), ...args, "{}"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { child, port: line.replace("ready ", "") };
}

const [ws, two, three, four] = await Promise.all([
  start("ws"),
  start("socket-io", "2"),
  start("socket-io", "3"),
  start("socket-io", "4"),
]);
const given = process.argv.slice(2);
const variables = [
  `ws=ws://127.0.0.1:${ws.port}`,
  `socketIo2=http://127.0.0.1:${two.port}`,
  `socketIo3=http://127.0.0.1:${three.port}`,
  `socketIo4=http://127.0.0.1:${four.port}`,
];
const run = spawn(
  process.execPath,
  [
    path("../../packages/workbench/bin/signalbox.js"),
    "run",
    ...variables.flatMap((variable) => ["--var", variable]),
    ...given,
    ...(given.some((argument) => !argument.startsWith("-")) ? [] : [path(".")]),
  ],
  { stdio: "inherit" },
);
const [code] = await once(run, "exit");
for (const { child } of [ws, two, three, four]) child.kill();
process.exitCode = code ?? 1;
