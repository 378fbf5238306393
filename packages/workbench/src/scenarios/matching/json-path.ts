import { query } from "jsonpath-rfc9535";

/** The values that a JSONPath (RFC 9535) finds. Throws an `Error` for what is no JSONPath. */
export function valuesAt(path: string, value: unknown): readonly unknown[] {
  return query(value as Parameters<typeof query>[0], path);
}

/** Why a text is no JSONPath, or undefined. */
export function jsonPathFault(path: string): string | undefined {
  try {
    query(null, path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
