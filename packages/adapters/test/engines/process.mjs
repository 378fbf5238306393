import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** @returns {Promise<number>} a port of the loopback that nobody uses */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a program and waits for what it says when it is ready. It ends with this process. */
export async function launch(command, args, isReady, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  let output = "";
  await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk.toString();
      if (output.includes(isReady)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}\n${output}`)));
  });
  // From here on nobody reads what it says, but it must not wait for a reader.
  child.stdout.removeAllListeners("data").resume();
  child.stderr.removeAllListeners("data").resume();
  return child;
}

export async function finish(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
