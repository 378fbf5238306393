import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject } from "ajv";
import { isMapping, nearest, type Path, pathOf, typeNames } from "../../yaml-files/index.js";
import { ScenarioError } from "../errors.js";
import type { ScenarioFile } from "../format.js";
import type { YamlSource } from "./yaml-source.js";

interface SchemaPart {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const schemaFile = new URL("../../../schemas/scenario.json", import.meta.url);
const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
const isScenario = new Ajv({ allErrors: true, verbose: true, strict: false }).compile<ScenarioFile>(schema);

/** What a step can do, the keys that make a mapping a step. */
export const verbs: readonly string[] = schema.definitions.step.anyOf.map(
  ({ required }: { required: readonly string[] }) => required[0],
);

/** The content of a scenario's file, or a `ScenarioError` that names the mistake and what was meant. */
export function checkScenario(source: YamlSource): ScenarioFile {
  const { value } = source;
  if (isScenario(value)) return value;
  const faults = (isScenario.errors ?? []).filter(({ keyword }) => keyword !== "if");
  const ranked = faults.sort((one, other) => rank(other) - rank(one) || depth(other) - depth(one));
  const fault = ranked[0];
  if (!fault) throw new ScenarioError("SCENARIO_INVALID", source.positionOf([]), "this is no scenario");
  const path = pathOf(fault, value);
  const key = fault.keyword === "additionalProperties" ? String(fault.params.additionalProperty) : undefined;
  const at = key === undefined ? source.positionOf(path) : source.positionOfKey(path, key);
  throw new ScenarioError("SCENARIO_INVALID", at, sentence(fault, path, key));
}

/** Which of several errors about one mistake says most: an unknown key explains a missing one. */
function rank({ keyword, instancePath, data, schemaPath }: ErrorObject): number {
  if (keyword === "anyOf" && /\/steps\/\d+$/.test(instancePath) && isMapping(data)) return 5;
  if (keyword === "additionalProperties") return 4;
  if (keyword === "required" || keyword === "enum") return 3;
  if (keyword === "oneOf" || keyword === "anyOf") return 1;
  // Of several forms that a value may have, none is the one that was meant: their parent describes them all.
  return /\/(?:one|any)Of\/|\/(?:variable|duration)\//.test(schemaPath) ? 0 : 2;
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split("/").length;
}

function sentence(fault: ErrorObject, path: Path, key: string | undefined): string {
  const where = describePath(path);
  const { description, properties = {} } = fault.parentSchema as SchemaPart;
  switch (fault.keyword) {
    case "additionalProperties":
      return unknownKey(key ?? "", Object.keys(properties), where, isStep(path));
    case "required":
      return `${where} lacks "${fault.params.missingProperty}"`;
    case "type":
      return `${where} must be ${typeNames(fault.params.type)}, not ${typeOf(fault.data)}`;
    case "enum": {
      const allowed = (fault.params.allowedValues as readonly unknown[]).map(String);
      const meant = hint(String(fault.data), allowed);
      return `${where} is ${JSON.stringify(fault.data)}; it must be one of ${allowed.join(", ")}${meant}`;
    }
    case "anyOf":
      if (isStep(path) && isMapping(fault.data)) return noVerb(Object.keys(fault.data));
      break;
  }
  const meant = description === undefined ? (fault.message ?? "it does not fit") : lowerFirst(description);
  return `${where} is ${JSON.stringify(fault.data)}, which does not fit: ${meant.replace(/\.$/, "")}`;
}

function unknownKey(key: string, known: readonly string[], where: string, isInStep: boolean): string {
  if (isInStep && verbs.includes(key)) {
    const other = known.find((name) => verbs.includes(name));
    return `a step does one thing; "${other}" and "${key}" are two steps`;
  }
  const meant = hint(key, known);
  return meant === ""
    ? `"${key}" is not known in ${where}; known are ${known.join(", ")}`
    : `"${key}" is not known in ${where}${meant}`;
}

function noVerb(keys: readonly string[]): string {
  for (const key of keys) {
    const meant = nearest(key, verbs);
    if (meant) return `"${key}" is no step; did you mean "${meant}"?`;
  }
  return `a step needs one of ${verbs.join(", ")}`;
}

function hint(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? "" : `; did you mean "${meant}"?`;
}

function describePath(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the scenario";
  if (typeof last === "number") return isStep(path) ? `step ${last + 1}` : `item ${last + 1}`;
  return `"${last}"`;
}

function isStep(path: Path): boolean {
  return typeof path.at(-1) === "number" && path.at(-2) === "steps";
}

function typeOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return isMapping(value) ? "a mapping" : `the ${typeof value} ${JSON.stringify(value)}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
