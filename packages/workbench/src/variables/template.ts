/** A piece of a template: text that stands for itself, or a variable. */
export type TemplatePart =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "variable";
      /** Those computed anew at each use begin with `$`. */
      readonly name: string;
      /** What follows the name, split at white space. */
      readonly args: readonly string[];
      /** Where it stands in the text: `{{` at `start`, the character behind `}}` at `end`. */
      readonly start: number;
      readonly end: number;
    };

/**
 * `{{name}}` or `{{$name argument …}}`, white space around it allowed. Names are letters, digits, `_`, `-` and
 * `.`, not a digit first. Two braces with anything else behind them are text: JSON and templates of other
 * tools are full of them.
 */
const variable = /\{\{\s*(\$?[\p{L}_][\p{L}\p{N}_.-]*)((?:[^\S\n]+[^\s{}]+)*)\s*\}\}/gu;

const name = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** Whether a variable can be called so. */
export function isVariableName(text: string): boolean {
  return name.test(text);
}

export function parseTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of text.matchAll(variable)) {
    const [whole, name = "", rest = ""] = match;
    const start = match.index;
    if (start > from) parts.push({ type: "text", text: text.slice(from, start) });
    from = start + whole.length;
    const args = rest.split(/\s+/).filter((word) => word !== "");
    parts.push({ type: "variable", name, args, start, end: from });
  }
  if (from < text.length) parts.push({ type: "text", text: text.slice(from) });
  return parts;
}
