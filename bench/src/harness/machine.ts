import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpus, totalmem, type } from "node:os";

const cores = cpus().length;
const canPin = (() => {
  try {
    execFileSync("taskset", ["-c", "0", "true"], { stdio: "ignore" });
    return cores > 1;
  } catch {
    return false;
  }
})();

/** The command, held to the server's core or the generator's where the system can do that. */
export function pinned(place: "server" | "generator", command: readonly string[]): readonly string[] {
  return canPin ? ["taskset", "-c", place === "server" ? "0" : "1", ...command] : command;
}

/** One line that a reader needs to compare figures with another run's. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores} × ${model}, ${memory} GiB, ${type()}, Node ${process.versions.node}, ${canPin ? "server and generator pinned to a core each" : "not pinned"}`;
}

export function versionOf(name: string): string {
  const manifest = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return `${name} ${manifest.version}`;
}
