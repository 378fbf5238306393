import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ScenarioError } from "../errors.js";
import { checkMeaning } from "./check.js";
import { readRows } from "./rows.js";
import type { Scenario } from "./scenario.js";
import { checkScenario } from "./schema.js";
import { readYaml, type YamlSource } from "./yaml-source.js";

/** Reads and checks a scenario. Throws a `ScenarioError` that names file, line and column of a mistake. */
export async function readScenario(file: string): Promise<Scenario> {
  const source = await readSource(file);
  const content = checkScenario(source);
  checkMeaning(content, source);
  const rows = await readRows(content.rows, source);
  return { file, directory: dirname(file), content, source, rows };
}

/** The same for a file that was found beside scenarios: undefined when it is a list, which may be rows of one. */
export async function readFoundScenario(file: string): Promise<Scenario | undefined> {
  const { value } = await readSource(file);
  return Array.isArray(value) ? undefined : await readScenario(file);
}

async function readSource(file: string): Promise<YamlSource> {
  try {
    return readYaml(file, await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const why = isMissing ? "there is no such file" : `it cannot be read (${error})`;
    throw new ScenarioError("SCENARIO_UNREADABLE", { file, line: 0, column: 0 }, why, { cause: error });
  }
}
