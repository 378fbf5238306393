import { beautifyJson, type JsonFault, jsonFault } from "../json.js";
import { filledIn, placeholders } from "./template.js";

/** Where a JSON text with variables in it stops being JSON. */
export function jsonTemplateFault(text: string): JsonFault | undefined {
  return jsonFault(filledIn(text));
}

/** The same JSON with two spaces a level, its variables as they stood; undefined when it is not JSON. */
export function beautifyJsonTemplate(text: string): string | undefined {
  const found = placeholders(text).map(({ from, to }) => text.slice(from, to));
  if (found.length === 0) return beautifyJson(text);
  // Numbers that the text does not hold stand in for the variables. Formatting keeps their order.
  let stem = 10;
  while (text.includes(String(stem))) stem += 1;
  const names = found.map((_, index) => `${stem}${String(index).padStart(6, "0")}`);
  let next = 0;
  const stand = text.replace(/\{\{\s*[^{}\s]+[^{}]*\}\}/g, () => names[next++] ?? "0");
  const pretty = beautifyJson(stand);
  if (pretty === undefined) return undefined;
  return names.reduce((result, name, index) => result.replace(name, () => found[index] ?? ""), pretty);
}
