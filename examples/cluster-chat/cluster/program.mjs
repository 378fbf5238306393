import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** A port of the loopback that is free now. */
export async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Whether somebody listens on the port. */
async function listens(port) {
  try {
    await fetch(`http://127.0.0.1:${port}`);
    return true;
  } catch (error) {
    // Redis does not speak HTTP, and says so by hanging up.
    return error.cause?.code !== "ECONNREFUSED";
  }
}

/** Starts a program of the system, and waits until it listens. */
export async function startProgram(command, args, port, debianPackage) {
  // Debian keeps servers where only root looks.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };
  // A process group of its own: Ctrl-C goes to start.mjs alone, which ends everything in order.
  const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"], detached: true });
  const kill = () => child.kill("SIGTERM");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  const failed = new Promise((_, reject) => {
    child.once("error", () =>
      reject(new Error(`${command} is missing; on Debian or Ubuntu: apt install ${debianPackage}`)),
    );
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}: ${complaint}`)));
  });
  const listening = (async () => {
    while (!(await listens(port))) await new Promise((resolve) => setTimeout(resolve, 50));
  })();
  await Promise.race([listening, failed]);
  failed.catch(() => {});
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}
