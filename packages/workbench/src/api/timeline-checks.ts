/** Whether a filter or mark that a page sent has the shape of the contract. */
import type { Problem } from "../contract/index.js";
import { isObject, isOptional, isStrings, wrong } from "./shape.js";

const lists = [
  "connectionIds",
  "directions",
  "events",
  "mutedEvents",
  "listenedEvents",
  "namespaces",
  "kinds",
] as const;
const colors: readonly unknown[] = ["red", "amber", "green", "blue"];

export function checkFilter(filter: unknown): Problem | undefined {
  if (!isObject(filter)) return wrong("filter", "an object");
  for (const name of lists) {
    if (filter[name] !== undefined && !isStrings(filter[name]))
      return wrong(`filter.${name}`, "a list of strings");
  }
  for (const name of ["protocolLayer", "marked"] as const) {
    if (!isOptional(filter[name], "boolean")) return wrong(`filter.${name}`, "true or false");
  }
  for (const name of ["minSize", "maxSize"] as const) {
    if (!isOptional(filter[name], "number")) return wrong(`filter.${name}`, "a number");
  }
  if (!isOptional(filter.search, "string")) return wrong("filter.search", "a string");
  return undefined;
}

export function checkMark(mark: unknown): Problem | undefined {
  if (mark === undefined) return undefined;
  if (!isObject(mark)) return wrong("mark", "an object");
  if (!colors.includes(mark.color)) return wrong("mark.color", "red, amber, green or blue");
  if (!isOptional(mark.note, "string")) return wrong("mark.note", "a string");
  return undefined;
}
