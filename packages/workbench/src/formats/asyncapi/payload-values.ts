import { sample } from "openapi-sampler";
import { isObject, type Json } from "../parse.js";
import type { ApiPayload } from "./description.js";

/** Argument lists that a payload describes: its examples; without any, one made from the schemas. */
export function valuesOf({ schemas, examples }: ApiPayload): readonly (readonly unknown[])[] {
  return examples.length > 0 ? examples : [schemas.map(sampleOf)];
}

/** Bytes are a text of this format in JSON Schema. */
export function isBinary(schema: Json | undefined): boolean {
  return schema?.format === "binary";
}

/** Bytes have no place in JSON: an empty text stands for them. */
export function withoutBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return "";
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutBytes(one)]));
}

function sampleOf(schema: Json): unknown {
  return sample(schema, { skipReadOnly: false });
}
