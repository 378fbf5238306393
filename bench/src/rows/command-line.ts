import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { Row } from "../harness/row.js";

const command = fileURLToPath(new URL("../../../packages/workbench/bin/signalbox.js", import.meta.url));
const starts = 5;

export const commandLineRows: readonly Row[] = [
  {
    name: "cli-start",
    title: "Cold `signalbox connect`, until its first byte arrives",
    unit: "ms",
    ours: "signalbox",
    goal: { atMost: 150 },
    measure: async () => {
      const times: number[] = [];
      for (let n = 0; n < starts; n++) times.push(await firstByte());
      return { value: times.sort((a, b) => a - b)[starts >> 1] as number };
    },
  },
];

/** Milliseconds from the start of the process to the first byte of its handshake. */
async function firstByte(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const arrived = new Promise<number>((resolve) => {
    server.on("connection", (socket) => {
      socket.on("error", () => {});
      socket.once("data", () => resolve(performance.now()));
    });
  });
  const began = performance.now();
  const child = spawn(process.execPath, [command, "connect", `ws://127.0.0.1:${port}`], { stdio: "ignore" });
  const gone = once(child, "exit");
  const late = gone.then(() => Promise.reject(new Error("the command ended without a handshake")));
  try {
    return (await Promise.race([arrived, late])) - began;
  } finally {
    late.catch(() => {});
    child.kill("SIGKILL");
    await gone;
    server.close();
  }
}
