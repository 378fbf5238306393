// How many messages a second come from a flooding stock `ws` server, in a process of its own, through the
// backend into the capture file. Prints figures; asserts nothing but that none is missing.
//
//     node packages/workbench/bench/ingest.mjs [seconds] [bytes per message] [--json]
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../dist/timeline/sql.js";
import { Workbench } from "../dist/workbench.js";

const seconds = Number(process.argv[2] ?? 5);
const size = Number(process.argv[3] ?? 128);

const flood = fork(fileURLToPath(new URL("./flood-server.mjs", import.meta.url)), [String(size)]);
const port = await new Promise((resolve) => flood.once("message", resolve));

const directory = await mkdtemp(join(tmpdir(), "signalbox-ingest-"));
const workbench = await Workbench.start({ stateDirectory: directory });
// A page that watches is part of the work.
await workbench.timeline.watch("page", {});

const rss = [];
const sampling = setInterval(() => rss.push(process.memoryUsage().rss), 250);
const cpuBefore = process.cpuUsage();
const began = performance.now();
await workbench.connections.open({
  id: "flood",
  request: { protocol: "websocket", url: `ws://127.0.0.1:${port}` },
});
await new Promise((resolve) => setTimeout(resolve, seconds * 1000));

flood.send("stop");
const sent = await new Promise((resolve) => flood.once("message", resolve));
while (workbench.connections.states[0]?.phase !== "closed")
  await new Promise((resolve) => setTimeout(resolve, 10));
await workbench.timeline.flush();
const took = (performance.now() - began) / 1000;
const cpu = process.cpuUsage(cpuBefore);
clearInterval(sampling);

const status = workbench.timeline.status();
await workbench.close();
const capture = openDatabase(workbench.timeline.path);
const [stored] = capture.prepare("SELECT count(*) FROM entry WHERE kind = 1 AND direction = 2").get();
capture.close();
await rm(directory, { recursive: true, force: true });
flood.kill();

const middle = rss.slice(Math.floor(rss.length / 4));
const result = {
  sent,
  stored,
  dropped: status.dropped,
  perSecond: stored / took,
  rss: [Math.min(...middle), Math.max(...middle)],
  bytesOnDisk: status.bytesOnDisk,
  cpuCores: (cpu.user + cpu.system) / 1e6 / took,
};
if (process.argv[4] === "--json") console.log(JSON.stringify(result));
else print(result);
process.exitCode = stored === sent && status.dropped === 0 ? 0 : 1;

function print({ perSecond, rss: [least, most], bytesOnDisk, cpuCores }) {
  const mebibytes = (bytes) => `${Math.round(bytes / 2 ** 20)} MiB`;
  console.log(`messages of ${size} bytes: sent ${sent}, stored ${stored}, dropped ${status.dropped}`);
  console.log(`${Math.round(perSecond).toLocaleString("en")} messages/s over ${took.toFixed(1)} s`);
  console.log(`RSS ${mebibytes(least)} to ${mebibytes(most)}, file ${mebibytes(bytesOnDisk)}`);
  console.log(`CPU of the backend ${cpuCores.toFixed(2)} cores`);
}
