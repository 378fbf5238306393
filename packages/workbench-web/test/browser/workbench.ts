import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../../workbench/dist/cli/main.js", import.meta.url));

export interface RunningWorkbench {
  /** With its token. */
  readonly url: string;
  /** The project's folder. */
  readonly project: string;
  /** As if the disk were full from here on: no file may grow beyond so many bytes. Lifted without a number. */
  limitFiles(bytes?: number): void;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** The same port and captures again, after a `stop`. Gives the new address. */
  restart(): Promise<string>;
}

/** The real workbench from dist, on a free port, with captures of its own. */
export async function startWorkbench(): Promise<RunningWorkbench> {
  const home = await mkdtemp(join(tmpdir(), "signalbox-page-"));
  const state = join(home, "state");
  const project = join(home, "chat-service");
  await mkdir(project);
  let { child, url } = await start(project, state, 0);
  return {
    get url() {
      return url;
    },
    project,
    limitFiles(bytes) {
      const limit = bytes === undefined ? "unlimited" : String(bytes);
      // The soft limit alone, which can be lifted again.
      execFileSync("prlimit", ["--pid", String(child.pid), `--fsize=${limit}:unlimited`]);
    },
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, "exit");
      }
      if (signal === "SIGTERM") await rm(home, { recursive: true, force: true });
    },
    async restart() {
      ({ child, url } = await start(project, state, Number(new URL(url).port)));
      return url;
    },
  };
}

async function start(
  cwd: string,
  state: string,
  port: number,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    [COMMAND, "open", "--no-open", "--port", String(port), "--state-dir", state],
    { cwd, stdio: ["ignore", "pipe", "inherit"] },
  );
  // A test that fails before it could stop it leaves none behind.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the workbench ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = /https?:\/\/\S+/.exec(line);
      if (address) resolve(address[0]);
    });
  });
  return { child, url };
}
