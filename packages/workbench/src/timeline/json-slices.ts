/**
 * The elements of a JSON array as they stand in the text, so that a number keeps all of its digits and
 * an object its spelling. Undefined when the text is not one array.
 */
export function sliceJsonArray(text: string): string[] | undefined {
  const elements: string[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
      continue;
    }
    switch (character) {
      case '"':
        inString = true;
        break;
      case "[":
      case "{":
        depth++;
        if (depth === 1) start = at + 1;
        break;
      case "]":
      case "}":
        depth--;
        if (depth === 0) {
          const isWhole = text.trimStart().startsWith("[") && text.slice(at + 1).trim() === "";
          const last = text.slice(start, at).trim();
          if (last !== "") elements.push(last);
          return isWhole ? elements : undefined;
        }
        break;
      case ",":
        if (depth === 1) {
          elements.push(text.slice(start, at).trim());
          start = at + 1;
        }
        break;
    }
  }
  return undefined;
}
