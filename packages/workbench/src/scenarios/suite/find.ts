import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { ScenarioError } from "../errors.js";
import { readFoundScenario, readScenario } from "../reading/read.js";
import type { Scenario } from "../reading/scenario.js";

export interface FoundScenarios {
  /** In the order of the arguments, files of a folder by name. */
  readonly scenarios: readonly Scenario[];
  /** What is wrong with files that cannot be run. */
  readonly mistakes: readonly ScenarioError[];
}

/**
 * The scenarios in files and folders. In a folder: every `.yaml` and `.yml` below it, besides those that
 * begin with a dot, those that are parts of others, and lists, which are rows.
 */
export async function findScenarios(paths: readonly string[]): Promise<FoundScenarios> {
  const scenarios: Scenario[] = [];
  const mistakes: ScenarioError[] = [];
  const seen = new Set<string>();
  const take = async (file: string, isNamed: boolean) => {
    if (seen.has(file)) return;
    seen.add(file);
    try {
      const scenario = isNamed ? await readScenario(file) : await readFoundScenario(file);
      if (scenario && (isNamed || !scenario.content.part)) scenarios.push(scenario);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      mistakes.push(error);
    }
  };
  for (const path of paths) {
    const facts = await stat(path).catch(() => undefined);
    if (!facts?.isDirectory()) await take(path, true);
    else for (const file of await filesBelow(path)) await take(file, false);
  }
  return { scenarios, mistakes };
}

/** The YAML files below a folder, by name. */
export async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const sorted = entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of sorted) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path)));
    else if (/\.ya?ml$/i.test(entry.name)) files.push(path);
  }
  return files;
}
