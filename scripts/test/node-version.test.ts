import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const script = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Runs a script on a Node that says it is of another version. */
function runAs(version: string, name: string, args: readonly string[] = []) {
  const disguise = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;
  const preload = `data:text/javascript,${encodeURIComponent(disguise)}`;
  return spawnSync(process.execPath, ["--import", preload, script(name), ...args], { encoding: "utf8" });
}

describe("an old Node", () => {
  for (const name of ["start.mjs", "test.mjs", "build.mjs", "check.mjs", "bench.mjs", "fuzz.mjs", "ci.mjs"]) {
    it(`is refused by ${name} with one sentence`, () => {
      const { status, stdout, stderr } = runAs("20.18.3", name);
      expect(status).toBe(1);
      expect(stdout).toBe("");
      expect(stderr.trim().split("\n")).toEqual([
        "Signalbox needs Node 20.19 or newer; this is Node 20.18.3. Install a newer one from https://nodejs.org and run the command again.",
      ]);
    });
  }
});
