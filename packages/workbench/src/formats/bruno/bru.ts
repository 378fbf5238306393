import { FormatError } from "../errors.js";

/** One block of a `.bru` file: pairs, a list of names, or text. */
export type BruBlock =
  | { readonly tag: string; readonly kind: "pairs"; readonly pairs: readonly BruPair[] }
  | { readonly tag: string; readonly kind: "list"; readonly items: readonly string[] }
  | { readonly tag: string; readonly kind: "text"; readonly text: string };

export interface BruPair {
  readonly name: string;
  readonly value: string;
  /** False for a pair with a tilde before it. */
  readonly enabled: boolean;
}

/** Blocks whose content is text as it stands. */
const isText = (tag: string) =>
  tag === "docs" ||
  tag === "tests" ||
  tag.startsWith("script:") ||
  (tag.startsWith("body:") && tag !== "body:ws");

/** Reads the blocks of a file in Bru, the language of Bruno's files. Throws a `FormatError` with the line. */
export function parseBru(file: string, source: string): readonly BruBlock[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: BruBlock[] = [];
  let at = 0;
  const fail = (what: string): never => {
    throw new FormatError("FORMAT_INVALID", `${file}:${at + 1}: ${what}.`, {
      file,
      line: at + 1,
      reason: what,
    });
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const opening = /^([\w:-]+)\s*([{[])\s*$/.exec(line);
    if (opening === null) return fail("a block begins with its name and a bracket");
    const [, tag = "", bracket] = opening;
    const closing = bracket === "{" ? "}" : "]";
    const end = lines.indexOf(closing, at + 1);
    if (end < 0) return fail(`the block ${tag} does not end`);
    const content = lines.slice(at + 1, end).map((one) => one.replace(/^ {2}/, ""));
    if (bracket === "[") {
      const items = content.map((one) => one.trim().replace(/,$/, "")).filter((one) => one !== "");
      blocks.push({ tag, kind: "list", items });
    } else if (isText(tag)) {
      blocks.push({ tag, kind: "text", text: content.join("\n") });
    } else {
      blocks.push({ tag, kind: "pairs", pairs: parsePairs(content) });
    }
    at = end + 1;
  }
  return blocks;
}

function parsePairs(lines: readonly string[]): readonly BruPair[] {
  const pairs: BruPair[] = [];
  for (let at = 0; at < lines.length; at++) {
    const match = /^\s*(~?)([^:]+?)\s*:\s?(.*)$/.exec(lines[at] ?? "");
    if (match === null) continue;
    const [, tilde, name = "", first = ""] = match;
    let value = first;
    if (first.trim() === "'''") {
      const end = lines.findIndex((line, index) => index > at && line.trim() === "'''");
      const last = end < 0 ? lines.length : end;
      value = lines
        .slice(at + 1, last)
        .map((line) => line.replace(/^ {2}/, ""))
        .join("\n");
      at = last;
    }
    pairs.push({ name, value, enabled: tilde === "" });
  }
  return pairs;
}

export function writeBru(blocks: readonly BruBlock[]): string {
  return `${blocks.map(writeBlock).join("\n\n")}\n`;
}

function writeBlock(block: BruBlock): string {
  switch (block.kind) {
    case "list":
      return `${block.tag} [\n${block.items.map((item) => `  ${item}`).join(",\n")}\n]`;
    case "text":
      return `${block.tag} {\n${indent(block.text)}\n}`;
    case "pairs":
      return `${block.tag} {\n${block.pairs.map(writePair).join("\n")}\n}`;
  }
}

function writePair({ name, value, enabled }: BruPair): string {
  const head = `  ${enabled ? "" : "~"}${name}:`;
  if (!value.includes("\n") && name !== "content") return `${head} ${value}`;
  return `${head} '''\n${indent(indent(value))}\n  '''`;
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
