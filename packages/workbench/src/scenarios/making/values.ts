import type { SentTexts } from "../../diff/index.js";
import { memberPath } from "../matching/difference.js";
import { operatorKey } from "../matching/operators.js";

/** Bytes up to this many are written as hex, which a person can read. */
const maxHexBytes = 32;

/** Texts of a recording that are other ones each time, and the variables that stand for them. */
export class Names {
  readonly #variables = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** A variable for a text, called after the member that held it. */
  add(text: string, wanted: string): string {
    const known = this.#variables.get(text);
    if (known !== undefined) return known;
    const base = wanted.replace(/\W+/g, "_").replace(/^(?=\d)/, "_") || "value";
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base}${number}`;
      if (this.#taken.has(name)) continue;
      this.#taken.add(name);
      this.#variables.set(text, name);
      return name;
    }
  }

  reserve(name: string): void {
    this.#taken.add(name);
  }

  /** The text as it is written in a scenario: with variables where they stand for a part of it. */
  written(text: string): string {
    // What looks like a variable was none.
    let written = text.replace(/\{\{\s*(\$?[\p{L}_][^{}]*?)\s*\}\}/gu, "{{$literal $1}}");
    for (const [value, name] of this.#variables) written = written.replaceAll(value, `{{${name}}}`);
    return written;
  }
}

/** A recorded value as it is written to be sent. */
export function writtenValue(value: unknown, names: Names): unknown {
  if (typeof value === "string") return names.written(value);
  if (value instanceof Uint8Array) return { $binary: writtenBytes(value) };
  if (Array.isArray(value)) return value.map((item) => writtenValue(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, writtenValue(item, names)]));
}

export function writtenBytes(bytes: Uint8Array): { hex: string } | { base64: string } {
  const buffer = Buffer.from(bytes);
  return bytes.length <= maxHexBytes
    ? { hex: buffer.toString("hex") }
    : { base64: buffer.toString("base64") };
}

/**
 * Texts in what came at a row that the client sent for the first time after it are ids that the server gives:
 * they are captured, and what is expected in their place is anything. Returns captures by variable.
 */
export function captureIds(
  value: unknown,
  seq: number,
  sent: SentTexts,
  names: Names,
  path = "$",
  key = "value",
): { readonly expected: unknown; readonly captures: Readonly<Record<string, string>> } {
  if (typeof value === "string") {
    if (!isId(value) || (sent.get(value) ?? 0) <= seq)
      return { expected: writtenValue(value, names), captures: {} };
    return { expected: { $type: "string" }, captures: { [names.add(value, key)]: path } };
  }
  // A mapping that looks like an operator is none.
  if (operatorKey(value) !== undefined) return { expected: { $exact: value }, captures: {} };
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) {
    return { expected: writtenValue(value, names), captures: {} };
  }
  const members = Object.entries(value).map(([name, item]) => {
    const at = Array.isArray(value) ? memberPath(path, Number(name)) : memberPath(path, name);
    return [name, captureIds(item, seq, sent, names, at, Array.isArray(value) ? key : name)] as const;
  });
  const captures = Object.assign({}, ...members.map(([, found]) => found.captures));
  const expected = members.map(([name, found]) => [name, found.expected] as const);
  return {
    expected: Array.isArray(value) ? expected.map(([, item]) => item) : Object.fromEntries(expected),
    captures,
  };
}

/** Words are the same each time; what a server makes up is longer, and has digits in it. */
function isId(text: string): boolean {
  return text.length >= 8 && /\d/.test(text);
}
