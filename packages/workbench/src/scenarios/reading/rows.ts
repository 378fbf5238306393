import { readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { ScenarioError } from "../errors.js";
import type { ScenarioFile } from "../format.js";
import { readYaml, type YamlSource } from "./yaml-source.js";

type Row = Readonly<Record<string, unknown>>;

/** The rows of a scenario: written in it, or a CSV file with a line of names first, or a YAML or JSON list. */
export async function readRows(
  written: ScenarioFile["rows"],
  source: YamlSource,
): Promise<readonly Row[] | undefined> {
  if (typeof written !== "string") return written;
  const refuse = (problem: string, cause?: unknown) =>
    new ScenarioError("ROWS_INVALID", source.positionOf(["rows"]), problem, { cause });
  const file = resolve(dirname(source.file), written);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw refuse(`the rows' file "${written}" cannot be read`, error);
  }
  if (extname(file).toLowerCase() === ".csv") return readCsv(text, file, refuse);
  const { value, positionOf } = readYaml(file, text);
  if (!Array.isArray(value)) throw new ScenarioError("ROWS_INVALID", positionOf([]), "rows are a list");
  const stray = value.findIndex((row) => typeof row !== "object" || row === null || Array.isArray(row));
  if (stray === -1) return value;
  throw new ScenarioError("ROWS_INVALID", positionOf([stray]), "a row is a mapping of variables");
}

function readCsv(
  text: string,
  file: string,
  refuse: (problem: string, cause: unknown) => ScenarioError,
): readonly Row[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw refuse(`the rows cannot be read: ${error}`, error);
    const { lines } = error as CsvError & { readonly lines?: number };
    throw new ScenarioError("ROWS_INVALID", { file, line: lines ?? 1, column: 1 }, error.message, {
      cause: error,
    });
  }
}
