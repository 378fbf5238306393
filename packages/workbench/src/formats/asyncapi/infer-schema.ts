import { isObject, type Json } from "../parse.js";

/** A JSON Schema (draft 7) that all the values fit, as narrow as their types and members allow. */
export function inferSchema(values: readonly unknown[]): Json {
  const types = [...new Set(values.map(typeName))];
  // Every integer is a number, so where both were seen one name says both.
  const shown = types.includes("number") ? types.filter((type) => type !== "integer") : types;
  if (shown.length === 0) return {};
  const objects = values.filter(isObject);
  const arrays = values.filter((value): value is unknown[] => Array.isArray(value));
  return {
    type: shown.length === 1 ? shown[0] : shown,
    ...(objects.length > 0 && inferMembers(objects)),
    ...(arrays.length > 0 && { items: inferSchema(arrays.flat(1)) }),
  };
}

function inferMembers(objects: readonly Json[]): Json {
  const names = [...new Set(objects.flatMap(Object.keys))];
  if (names.length === 0) return {};
  const required = names.filter((name) => objects.every((object) => Object.hasOwn(object, name)));
  const properties = names.map((name) => {
    const seen = objects.filter((object) => Object.hasOwn(object, name)).map((object) => object[name]);
    return [name, inferSchema(seen)];
  });
  return { properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "object" || typeof value === "boolean" ? typeof value : "string";
}

/** Argument lists of different lengths: a schema for each place that was ever filled. */
export function inferArguments(lists: readonly (readonly unknown[])[]): readonly Json[] {
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, place) =>
    inferSchema(lists.filter((list) => list.length > place).map((list) => list[place])),
  );
}
