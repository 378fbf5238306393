import { createRequire } from "node:module";
import type { Ajv, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { FormatsPlugin } from "ajv-formats";

const require = createRequire(import.meta.url);

export interface SchemaFault {
  /** As the end of a JSONPath: `[0].text`. */
  readonly at: string;
  readonly problem: string;
}

let ajv: Ajv | undefined;
const compiled = new WeakMap<object, ValidateFunction>();

/** Where a value is not what a JSON Schema (2020-12) says. Throws when the schema itself is none. */
export function schemaFaults(schema: unknown, value: unknown): readonly SchemaFault[] {
  const validate = compileSchema(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = "does not fit", params }) => ({
    at: instancePath.replace(/\/(\d+)(?=\/|$)/g, "[$1]").replaceAll("/", "."),
    problem: `${message}${"allowedValues" in params ? ` ${JSON.stringify(params.allowedValues)}` : ""}`,
  }));
}

export function compileSchema(schema: unknown): ValidateFunction {
  ajv ??= createAjv();
  if (typeof schema === "boolean") return ajv.compile(schema);
  if (typeof schema !== "object" || schema === null) throw new Error("a JSON Schema is a mapping");
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate;
}

function createAjv(): Ajv {
  const created = new Ajv2020({ strict: false, allErrors: true });
  const addFormats = require("ajv-formats") as FormatsPlugin;
  addFormats(created);
  return created;
}
