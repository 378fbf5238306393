/**
 * JSON by its tokens. Formatting and the tree keep every number and string as it was written: going
 * through JSON.parse would turn 9007199254740993 into another number and 1.0 into 1.
 */

export type TokenKind = "string" | "number" | "literal" | "punctuation";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
}

export interface JsonFault {
  /** Where reading stopped, counted from 0. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 forbids them inside a string
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)\b)/y;

function* tokens(text: string): Generator<Token> {
  TOKEN.lastIndex = 0;
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) return;
    const value = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
    const kind = match[1] ? "punctuation" : match[2] ? "string" : match[3] ? "number" : "literal";
    at = TOKEN.lastIndex;
    yield { kind, text: value, at: at - value.length };
  }
}

/** Where a text stops being JSON, or undefined when it is JSON. */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return position(text, firstFault(text));
  }
}

/** The first token that cannot stand where it stands, by the grammar of RFC 8259. */
function firstFault(text: string): number {
  const stack: ("{" | "[")[] = [];
  let expect: "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd" | "nothing" = "value";
  let end = 0;
  for (const token of tokens(text)) {
    const isClose = token.text === "}" || token.text === "]";
    const closes = isClose && stack.at(-1) === (token.text === "}" ? "{" : "[");
    const endAllowed = expect === "valueOrEnd" || expect === "keyOrEnd" || expect === "commaOrEnd";
    if (token.kind === "punctuation" && isClose) {
      if (!closes || !endAllowed) return token.at;
      stack.pop();
      expect = stack.length === 0 ? "nothing" : "commaOrEnd";
    } else if (token.text === ",") {
      if (expect !== "commaOrEnd") return token.at;
      expect = stack.at(-1) === "{" ? "key" : "value";
    } else if (token.text === ":") {
      if (expect !== "colon") return token.at;
      expect = "value";
    } else if (expect === "key" || expect === "keyOrEnd") {
      if (token.kind !== "string") return token.at;
      expect = "colon";
    } else if (expect === "value" || expect === "valueOrEnd") {
      if (token.text === "{") {
        stack.push("{");
        expect = "keyOrEnd";
      } else if (token.text === "[") {
        stack.push("[");
        expect = "valueOrEnd";
      } else {
        expect = stack.length === 0 ? "nothing" : "commaOrEnd";
      }
    } else {
      return token.at;
    }
    end = token.at + token.text.length;
  }
  const rest = text.slice(end).search(/\S/);
  return rest < 0 ? text.length : end + rest;
}

function position(text: string, at: number): JsonFault {
  const before = text.slice(0, at);
  const lastBreak = before.lastIndexOf("\n");
  return { at, line: before.split("\n").length, column: at - lastBreak };
}

/** The same JSON with two spaces a level; undefined when it is not JSON. */
export function beautifyJson(text: string): string | undefined {
  if (jsonFault(text) !== undefined) return undefined;
  let out = "";
  let depth = 0;
  let previous = "";
  const newLine = () => `\n${"  ".repeat(depth)}`;
  for (const token of tokens(text)) {
    if (token.kind === "punctuation" && (token.text === "}" || token.text === "]")) {
      depth -= 1;
      out += previous === "{" || previous === "[" ? token.text : newLine() + token.text;
    } else {
      if (previous === "{" || previous === "[" || previous === ",") out += newLine();
      out += token.text === ":" ? ": " : token.text;
      if (token.text === "{" || token.text === "[") depth += 1;
    }
    previous = token.kind === "punctuation" ? token.text : "";
  }
  return out;
}

/** One line of a JSON tree. */
export interface JsonLine {
  /** Its place among all lines, which names it for folding. */
  readonly id: number;
  readonly depth: number;
  readonly key?: string;
  /** The value's text, `{`, `[`, or a closing bracket. */
  readonly text: string;
  readonly kind: TokenKind;
  readonly comma: boolean;
  /** An opening line: the id of its closing line and how many entries it holds. */
  readonly close?: number;
  readonly entries?: number;
}

interface OpenLine {
  readonly id: number;
  entries: number;
}

/** Every line of the tree, unfolded; undefined when the text is not JSON. */
export function jsonLines(text: string): readonly JsonLine[] | undefined {
  if (jsonFault(text) !== undefined) return undefined;
  const lines: JsonLine[] = [];
  const open: OpenLine[] = [];
  const isObject: boolean[] = [];
  let key: string | undefined;
  let awaitsKey = false;
  const put = (token: Token) => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.entries += 1;
    const line = { id: lines.length, depth: open.length, text: token.text, kind: token.kind, comma: false };
    lines.push(key === undefined ? line : { ...line, key });
    key = undefined;
  };
  for (const token of tokens(text)) {
    if (token.text === ":" && token.kind === "punctuation") {
      awaitsKey = false;
    } else if (token.text === "," && token.kind === "punctuation") {
      const last = lines.length - 1;
      const line = lines[last];
      if (line !== undefined) lines[last] = { ...line, comma: true };
      awaitsKey = isObject.at(-1) === true;
    } else if (token.kind === "punctuation" && (token.text === "}" || token.text === "]")) {
      const opened = open.pop();
      isObject.pop();
      awaitsKey = false;
      if (opened === undefined) continue;
      const start = lines[opened.id];
      if (start !== undefined) lines[opened.id] = { ...start, close: lines.length, entries: opened.entries };
      lines.push({
        id: lines.length,
        depth: open.length,
        text: token.text,
        kind: "punctuation",
        comma: false,
      });
    } else if (awaitsKey && token.kind === "string") {
      key = token.text;
    } else {
      put(token);
      if (token.kind === "punctuation") {
        open.push({ id: lines.length - 1, entries: 0 });
        isObject.push(token.text === "{");
        awaitsKey = token.text === "{";
      }
    }
  }
  return lines;
}

/** The lines that show when the opening lines in `folded` are closed. */
export function visibleLines(lines: readonly JsonLine[], folded: ReadonlySet<number>): readonly JsonLine[] {
  const visible: JsonLine[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) break;
    visible.push(line);
    if (line.close !== undefined && (folded.has(line.id) || line.entries === 0)) i = line.close;
  }
  return visible;
}
