/** The primary of a Node cluster: forks one worker a configuration, and prints what they print, marked by their number. */
import cluster from "node:cluster";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { connectPostgres } from "./backends.mjs";

const { make, nodes, primaryPostgres } = JSON.parse(process.env.PRIMARY);
const { setupPrimary } = await import(
  make === "ours"
    ? `@signalbox/adapters/${primaryPostgres === undefined ? "cluster" : "postgres"}`
    : "@socket.io/cluster-adapter"
);

cluster.setupPrimary({
  exec: fileURLToPath(new URL("node.mjs", import.meta.url)),
  serialization: "advanced",
  silent: true,
});
setupPrimary(primaryPostgres === undefined ? undefined : await connectPostgres(primaryPostgres));

function fork(index) {
  const worker = cluster.fork({ NODE: JSON.stringify(nodes[index]) });
  console.log(`worker ${index} pid ${worker.process.pid}`);
  createInterface({ input: worker.process.stdout }).on("line", (line) =>
    console.log(`worker ${index} ${line}`),
  );
  worker.process.stderr.pipe(process.stderr);
}
nodes.forEach((_, index) => {
  fork(index);
});
process.on("SIGTERM", () => process.exit(0));
// A test that was ended in the middle could not end its nodes.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(), 1000).unref();
console.log("ready 0");
