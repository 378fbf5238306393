import { LineCounter, parseDocument } from "yaml";
import { FormatError } from "./errors.js";

/** A file to be read. */
export interface Source {
  /** For messages. */
  readonly file: string;
  readonly text: string;
}

export type Json = Readonly<Record<string, unknown>>;

/** JSON or YAML (which holds JSON), as an object. Throws a `FormatError` with line and column. */
export function parseObject({ file, text }: Source): Json {
  const value = isJson(text) ? parseJson(file, text) : parseYaml(file, text);
  if (!isObject(value)) {
    throw new FormatError("FORMAT_INVALID", `${file} holds no object at its top.`, { file });
  }
  return value;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members that are objects; nothing where there is no list. */
export function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** Text, also of a number or a truth value; otherwise nothing. */
export function text(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** Text that is there and not empty. */
export function optionalText(value: unknown): string | undefined {
  return text(value) === "" ? undefined : text(value);
}

function isJson(source: string): boolean {
  return /^\s*[{[]/.test(source);
}

function parseJson(file: string, source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ""));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FormatError("FORMAT_INVALID", `${file} is not JSON: ${reason}.`, { file, reason });
  }
}

function parseYaml(file: string, source: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const [error] = document.errors;
  if (error === undefined) return document.toJS({ maxAliasCount: 100 });
  const { line, col: column } = lines.linePos(error.pos[0]);
  const reason = error.message.split("\n")[0] ?? "";
  throw new FormatError("FORMAT_INVALID", `${file}:${line}:${column} is not YAML: ${reason}.`, {
    file,
    line,
    column,
    reason,
  });
}
