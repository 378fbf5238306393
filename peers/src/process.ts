import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface PeerProcess {
  readonly port: number;
  readonly pid: number;
  /** Lines the peer printed after it was ready, oldest first. */
  readonly lines: readonly string[];
  /** Resolves with the first line, past or future, that satisfies the predicate. */
  line(matches: (line: string) => boolean): Promise<string>;
  /** Ends the process and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a peer in a process of its own. A peer prints `ready <port>` on its standard output once it
 * listens, then whatever it has to tell, one line each. It is killed when the parent exits.
 */
export async function startProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<PeerProcess> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const gone = once(child, "exit").finally(() => process.off("exit", end));
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-10_000);
  });

  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  const port = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`${command} ${args.join(" ")} ended with ${code} before it was ready\n${errors}`)),
    );
    createInterface({ input: child.stdout }).on("line", (line) => {
      const announced = /^ready (\d+)$/.exec(line);
      if (announced) return resolve(Number(announced[1]));
      lines.push(line);
      for (const tell of waiting) tell(line);
    });
  });

  return {
    port,
    pid: child.pid ?? 0,
    lines,
    line(matches) {
      const past = lines.find(matches);
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const tell = (line: string) => {
          if (!matches(line)) return;
          waiting.delete(tell);
          resolve(line);
        };
        waiting.add(tell);
        child.once("exit", (code) =>
          reject(new Error(`the peer ended with ${code} before it said that\n${errors}`)),
        );
      });
    },
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const hard = setTimeout(() => child.kill("SIGKILL"), 2000);
      await gone;
      clearTimeout(hard);
    },
  };
}
