/** Where a string stands in a request or message: `headers[1].value`. */
export type Place = string;

/**
 * A copy of plain data with each string replaced. Fields that are switched off (`enabled: false`) are kept as
 * they are. The copy has the shape of the original, so it has its type.
 */
export function mapStrings<T>(value: T, replace: (text: string, place: Place) => string): T {
  return copy(value, "", replace) as T;
}

function copy(value: unknown, place: Place, replace: (text: string, place: Place) => string): unknown {
  if (typeof value === "string") return replace(value, place);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item, at) => copy(item, `${place}[${at}]`, replace));
  if ("enabled" in value && value.enabled === false) return value;
  const prefix = place === "" ? "" : `${place}.`;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, copy(item, prefix + name, replace)]),
  );
}
