/**
 * Texts of which each match of a regular expression contains at least one: the database looks for those much
 * faster than the expression can be tried. Undefined when none are known. Only printable ASCII.
 */
export function literalsOf(source: string, flags: string): readonly string[] | undefined {
  // With these two together, characters beyond ASCII may match letters of it.
  if (flags.includes("i") && /[uv]/.test(flags)) return undefined;
  const literals = branchesOf(source).map(longestLiteral);
  return literals.every((literal) => literal.length >= shortest) ? literals : undefined;
}

/** A shorter text is in most rows anyway. */
const shortest = 3;

/** What one place of a branch matches: a character that must be there, or something else. */
type Token = { readonly character: string } | "other";

/** The alternatives of an expression, each as its tokens outside of groups and classes. */
function branchesOf(source: string): readonly (readonly Token[])[] {
  const branches: Token[][] = [[]];
  const put = (token: Token) => void branches.at(-1)?.push(token);
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === "\\") {
      at++;
      // Letters and digits behind a backslash mean something else; a sign means itself.
      const escaped = source.charAt(at);
      if (depth === 0 && !inClass) put(/\w/.test(escaped) ? "other" : { character: escaped });
    } else if (inClass) {
      inClass = character !== "]";
    } else if (character === "[") {
      inClass = true;
      if (depth === 0) put("other");
    } else if (character === "(") {
      if (depth++ === 0) put("other");
    } else if (character === ")") {
      depth--;
    } else if (depth === 0) {
      at += quantifierLength(source.slice(at), branches);
      if (character === "|") branches.push([]);
      else if (/[.^$]/.test(character)) put("other");
      else if (!/[*+?{}]/.test(character)) put({ character });
    }
  }
  return branches;
}

/** Takes back the token that a quantifier makes optional, and gives how much of `rest` to skip. */
function quantifierLength(rest: string, branches: Token[][]): number {
  const quantifier = /^(?:[*+?]|\{\d*,?\d*\})\??/.exec(rest)?.[0];
  if (quantifier === undefined) return 0;
  const branch = branches.at(-1);
  const quantified = branch?.pop();
  // Once or more: it is there, and what follows does not touch it.
  if (quantifier.startsWith("+") && quantified !== undefined) branch?.push(quantified);
  branch?.push("other");
  return quantifier.length - 1;
}

function longestLiteral(tokens: readonly Token[]): string {
  let longest = "";
  let current = "";
  for (const token of tokens) {
    const isPlain = token !== "other" && /^[ -~]$/.test(token.character);
    current = isPlain ? current + token.character : "";
    if (current.length > longest.length) longest = current;
  }
  return longest;
}
