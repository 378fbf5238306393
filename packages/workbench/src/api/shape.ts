/** What the checks of calls have in common. */
import type { Problem } from "../contract/index.js";

export type Fields = Readonly<Record<string, unknown>>;

export function wrong(field: string, expected: string): Problem {
  return {
    code: "REQUEST_INVALID",
    message: `The request was not understood: ${field} must be ${expected}.`,
    values: { field, expected },
  };
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isOptional(value: unknown, type: "string" | "number" | "boolean"): boolean {
  return value === undefined || typeof value === type;
}

export function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
