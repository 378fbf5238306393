/** One place in which a value is not what was expected. */
export interface Difference {
  /** As a JSONPath: `$[0].text`. */
  readonly path: string;
  /** What was expected, for a person. */
  readonly expected: string;
  /** What is there, for a person. */
  readonly actual: string;
}

/** The path of a member of the value at `path`. */
export function memberPath(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
