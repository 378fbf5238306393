import { Document, visit } from "yaml";
import type { ScenarioFile } from "../format.js";

const schemaLine = "# yaml-language-server: $schema=../node_modules/signalbox/schemas/scenario.json\n";
const maxLineLength = 80;

/** A scenario as the text of its file: a line for what is short, a block for the rest. */
export function scenarioText(scenario: ScenarioFile): string {
  const document = new Document(scenario);
  visit(document, {
    Collection(key, node, path) {
      // Steps are blocks, however short; so is the file.
      const isStep = typeof key === "number" && isStepList(path.at(-2));
      if (path.length === 1 || isStep || isStepList(path.at(-1))) return undefined;
      if (JSON.stringify(node.toJSON()).length <= maxLineLength) node.flow = true;
      return undefined;
    },
  });
  return schemaLine + document.toString({ lineWidth: 0 });
}

function isStepList(parent: unknown): boolean {
  return typeof parent === "object" && parent !== null && "key" in parent && String(parent.key) === "steps";
}
