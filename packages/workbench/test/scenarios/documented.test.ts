import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { diffCommand } from "../../src/cli/diff.js";
import { mockCommand } from "../../src/cli/mock.js";
import { recordCommand } from "../../src/cli/record.js";
import { replayCommand } from "../../src/cli/replay.js";
import { runCommand } from "../../src/cli/run.js";
import { scenarioCommand } from "../../src/cli/scenario.js";
import { operatorNames } from "../../src/scenarios/matching/operators.js";
import { readScenario } from "../../src/scenarios/reading/read.js";
import { verbs } from "../../src/scenarios/reading/schema.js";
import { written } from "./files.js";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

/** The codes in the table of a source's docstring. */
async function codesIn(path: string): Promise<readonly string[]> {
  return [...(await read(path)).matchAll(/^ \* \| `([A-Z_]+)`/gm)].map(([, code = ""]) => code);
}

test("every verb, operator and code of a failure stands in docs/scenarios.md", async () => {
  const docs = await read("docs/scenarios.md");
  const codes = await codesIn("src/scenarios/running/failure.ts");
  expect(codes.length).toBeGreaterThan(10);
  for (const word of [...verbs, ...codes]) expect(docs).toContain(`\`${word}\``);
  for (const operator of operatorNames) expect(docs).toContain(operator);
});

test("every key of a connection and of the file stands in docs/scenarios.md", async () => {
  const docs = await read("docs/scenarios.md");
  const schema = JSON.parse(await read("schemas/scenario.json"));
  const keys = [...Object.keys(schema.properties), ...Object.keys(schema.definitions.connection.properties)];
  for (const key of keys) expect(docs).toMatch(new RegExp(`\`${key}\\b`));
});

test("the scenarios in the docs can be read, and the workflow is YAML", async () => {
  const blocks = async (path: string) =>
    [...(await read(path)).matchAll(/```yaml\n(.*?)```/gs)].map(([, block = ""]) => block);
  for (const block of await blocks("docs/scenarios.md")) {
    const { content } = await readScenario(await written({ "a.yaml": block }));
    expect(content.steps.length).toBeGreaterThan(3);
  }
  const [workflow = ""] = await blocks("docs/automation.md");
  expect(parse(workflow).jobs.scenarios.steps).toHaveLength(6);
});

test("every option of the commands stands in docs/automation.md, or is one of connect's", async () => {
  const docs = (await read("docs/automation.md")) + (await read("README.md"));
  const commands = [
    runCommand(),
    recordCommand(),
    replayCommand(),
    diffCommand(),
    mockCommand(),
    scenarioCommand(),
  ];
  const options = commands.flatMap((command) => command.options.map(({ long }) => long ?? ""));
  expect(options.filter((option) => !docs.includes(option))).toEqual([]);
});
