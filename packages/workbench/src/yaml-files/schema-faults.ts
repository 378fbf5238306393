import type { ErrorObject } from "ajv";
import type { Path } from "./located-yaml.js";

/** Where the value stands that a JSON Schema refused. */
export function pathOf({ instancePath }: ErrorObject, root: unknown): Path {
  let value = root;
  return instancePath
    .split("/")
    .slice(1)
    .map((escaped) => {
      const key = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
      const isIndex = Array.isArray(value);
      value = isMapping(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
      return isIndex ? Number(key) : key;
    });
}

const names: Readonly<Record<string, string>> = {
  object: "a mapping",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  boolean: "true or false",
};

/** The types that a schema asks for, in words. */
export function typeNames(type: string | readonly string[]): string {
  return [type]
    .flat()
    .map((one) => names[one] ?? `a ${one}`)
    .join(" or ");
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
