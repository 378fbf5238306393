// The backend of the page's benchmark: a capture of as many rows as asked for, and a connection on which
// messages go on arriving. Says its address to the parent; told "stop", ends.
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startApi } from "../../workbench/dist/api/server.js";
import { Workbench } from "../../workbench/dist/workbench.js";

const [rows, perSecond, pageDirectory] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const directory = await mkdtemp(join(tmpdir(), "signalbox-page-bench-"));
const workbench = await Workbench.start({ stateDirectory: directory });
const { timeline } = workbench;

const kinds = ["tick", "chat", "needle", "order"];
const connection = timeline.addConnection({
  id: "before",
  protocol: "websocket",
  title: "before",
  url: "ws://127.0.0.1/",
});
const began = Date.now() - rows;
for (let n = 1; n <= rows; n++) {
  // 128 bytes, one row in a hundred with the word that is sought.
  const type = n % 100 === 0 ? "needle" : kinds[n % 2];
  const text = `{"type":"${type}","n":${n},"text":"`;
  timeline.append(connection, {
    kind: "message",
    direction: n % 10 === 0 ? "sent" : "received",
    at: began + n,
    payload: `${text}${"x".repeat(126 - text.length)}"}`,
    isText: true,
    opcode: 1,
    heads: Buffer.from([0x81, 0x7e, 0, 128]),
  });
  if (n % 20_000 === 0) await timeline.flush();
}
await timeline.flush();

const source = fork(fileURLToPath(new URL("./source.mjs", import.meta.url)), [String(perSecond)]);
const port = await new Promise((resolve) => source.once("message", resolve));
const api = await startApi({ workbench, port: 0, ...(pageDirectory ? { pageDirectory } : {}) });
await workbench.connections.open({
  id: "now",
  request: { protocol: "websocket", url: `ws://127.0.0.1:${port}` },
});
process.send({ url: api.url });

process.on("message", async () => {
  source.kill();
  await api.close();
  await workbench.close();
  await rm(directory, { recursive: true, force: true });
  process.exit(0);
});
