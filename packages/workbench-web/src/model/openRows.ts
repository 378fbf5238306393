/** A row of names and values, as tables of parameters, headers and variables have them. */
export interface NamedRow {
  readonly name: string;
  readonly value: string;
}

const BLANK: NamedRow = { name: "", value: "" };

/** The rows, and after them the empty one that is always there to type in. */
export function withBlank<Row extends NamedRow>(rows: readonly Row[]): readonly (Row | NamedRow)[] {
  const last = rows.at(-1);
  return last !== undefined && last.name === "" && last.value === "" ? rows : [...rows, BLANK];
}

/** What is left of the rows shown when one of them was changed: the empty one counts once something was typed in it. */
export function withChange<Row extends NamedRow>(
  shown: readonly Row[],
  index: number,
  change: Partial<Row>,
): readonly Row[] {
  return shown
    .map((row, place) => (place === index ? { ...row, ...change } : row))
    .filter((row) => row !== BLANK);
}
