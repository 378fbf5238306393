import { isObject, type Json, object } from "../parse.js";
import type { ApiPayload } from "./description.js";

/**
 * Socket.IO's convention for arguments: no payload is no argument, a schema is one argument, an array with
 * `prefixItems` is several.
 */
export function writeArguments({ schemas }: ApiPayload): Json | undefined {
  if (schemas.length === 0) return undefined;
  const [only] = schemas;
  // One argument that is itself an array with places would be read as several.
  if (schemas.length === 1 && only !== undefined && !isSeveral(only)) return only;
  return { type: "array", prefixItems: schemas, minItems: schemas.length, maxItems: schemas.length };
}

export function readArguments(schema: unknown): readonly Json[] {
  if (!isObject(schema)) return [];
  return isSeveral(schema) ? schemasOf(schema.prefixItems) : [schema];
}

function isSeveral(schema: Json): boolean {
  return schema.type === "array" && Array.isArray(schema.prefixItems);
}

function schemasOf(list: unknown): readonly Json[] {
  return Array.isArray(list) ? list.map(object) : [];
}

/** What stands in a message's `examples`: the argument itself, or all of them where there are several. */
export function writeExample(payload: ApiPayload, example: readonly unknown[]): unknown {
  const several = writeArguments(payload);
  return several !== undefined && isSeveral(several) ? example : example[0];
}

export function readExample(schemas: readonly Json[], example: unknown): readonly unknown[] {
  return schemas.length > 1 && Array.isArray(example) ? example : [example];
}
