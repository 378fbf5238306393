import { createRequire } from "node:module";
import { Ajv, type Options, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { FormatsPlugin } from "ajv-formats";

const require = createRequire(import.meta.url);

export interface SchemaFault {
  /** As the end of a JSONPath: `[0].text`. */
  readonly at: string;
  readonly problem: string;
}

/** The draft that a schema is written in: scenarios are of 2020-12, AsyncAPI documents of 7. */
export type SchemaDraft = "2020-12" | "7";

const validators = new Map<SchemaDraft, Ajv>();
const compiled = new WeakMap<object, ValidateFunction>();

/** Where a value is not what a JSON Schema says. Throws when the schema itself is none. */
export function schemaFaults(
  schema: unknown,
  value: unknown,
  draft: SchemaDraft = "2020-12",
): readonly SchemaFault[] {
  const validate = compileSchema(schema, draft);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = "does not fit", params }) => ({
    at: instancePath.replace(/\/(\d+)(?=\/|$)/g, "[$1]").replaceAll("/", "."),
    problem: `${message}${"allowedValues" in params ? ` ${JSON.stringify(params.allowedValues)}` : ""}`,
  }));
}

export function compileSchema(schema: unknown, draft: SchemaDraft = "2020-12"): ValidateFunction {
  const ajv = validatorOf(draft);
  if (typeof schema === "boolean") return ajv.compile(schema);
  if (typeof schema !== "object" || schema === null) throw new Error("a JSON Schema is a mapping");
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate;
}

function validatorOf(draft: SchemaDraft): Ajv {
  const known = validators.get(draft);
  if (known) return known;
  const options: Options = { strict: false, allErrors: true };
  // The parts of an AsyncAPI document are read one by one: the same `$id` may stand in several.
  const created = draft === "7" ? new Ajv({ ...options, addUsedSchema: false }) : new Ajv2020(options);
  const addFormats = require("ajv-formats") as FormatsPlugin;
  addFormats(created);
  validators.set(draft, created);
  return created;
}
