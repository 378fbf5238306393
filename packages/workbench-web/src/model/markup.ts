/** Elements of HTML that have no end tag. */
const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);
/** Their content is text, and white space in it may matter. */
const VERBATIM = /^<(pre|textarea|script|style)\b[\s\S]*?<\/\1\s*>/i;
const PIECE =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/?[A-Za-z_][^\s/>]*(?:\s+(?:"[^"]*"|'[^']*'|[^"'>])*)?\/?>|[^<]+|</g;

/** XML or HTML with one element a line; elements that hold only text stay on theirs. Words are never changed. */
export function beautifyMarkup(text: string, language: "xml" | "html"): string {
  const pieces = piecesOf(text, language);
  const lines: string[] = [];
  let depth = 0;
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index] ?? "";
    const next = pieces[index + 1];
    const afterNext = pieces[index + 2];
    if (isClosing(piece)) depth = Math.max(0, depth - 1);
    const indent = "  ".repeat(depth);
    if (isOpening(piece, language) && next !== undefined && isClosing(next)) {
      lines.push(indent + piece + next);
      index += 1;
    } else if (
      isOpening(piece, language) &&
      next !== undefined &&
      !next.startsWith("<") &&
      afterNext !== undefined &&
      isClosing(afterNext)
    ) {
      lines.push(indent + piece + next + afterNext);
      index += 2;
    } else {
      lines.push(indent + piece);
      if (isOpening(piece, language)) depth += 1;
    }
  }
  return lines.join("\n");
}

function piecesOf(text: string, language: "xml" | "html"): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    const verbatim = language === "html" ? VERBATIM.exec(text.slice(at))?.[0] : undefined;
    PIECE.lastIndex = at;
    const piece = verbatim ?? PIECE.exec(text)?.[0] ?? text.slice(at);
    at += piece.length;
    const trimmed = verbatim ?? piece.trim();
    if (trimmed !== "") pieces.push(trimmed);
  }
  return pieces;
}

function isClosing(piece: string): boolean {
  return piece.startsWith("</");
}

function isOpening(piece: string, language: "xml" | "html"): boolean {
  const name = /^<([A-Za-z_][^\s/>]*)/.exec(piece)?.[1];
  if (name === undefined || piece.endsWith("/>")) return false;
  return language === "xml" || !(VOID.has(name.toLowerCase()) || VERBATIM.test(piece));
}
