import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type GivenVariables, noVariables, type RunOptions, runScenario } from "../../src/scenarios/index.js";
import { readScenario } from "../../src/scenarios/reading/read.js";
import { scopeOf } from "../../src/variables/index.js";

/** A folder of its own that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files into a folder of their own and returns the path of the first. */
export async function written(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return join(folder, Object.keys(files)[0] ?? "");
}

export function given(values: Readonly<Record<string, string>>): GivenVariables {
  const variables = Object.entries(values).map(
    ([name, value]) => ({ name, value, secret: false, source: "environment" }) as const,
  );
  return { ...noVariables, over: scopeOf(variables) };
}

/** Runs a scenario that is written here. */
export async function run(
  yaml: string,
  values: Readonly<Record<string, string>>,
  options: Omit<RunOptions, "variables"> = {},
) {
  const scenario = await readScenario(await written({ "scenario.yaml": yaml }));
  return await runScenario(scenario, { ...options, variables: given(values) });
}
