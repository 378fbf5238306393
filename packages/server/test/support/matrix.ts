/** What was tried with whom, and how it went. */
export class Matrix {
  readonly #columns: readonly string[];
  readonly #rows = new Map<string, Map<string, string>>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  note(row: string, column: string, verdict: string): void {
    const cells = this.#rows.get(row) ?? new Map<string, string>();
    this.#rows.set(row, cells.set(column, verdict));
  }

  toString(): string {
    const widths = this.#columns.map((column) => column.length);
    const first = Math.max(...[...this.#rows.keys()].map((row) => row.length));
    const line = (head: string, cells: readonly string[]): string =>
      [head.padEnd(first), ...cells.map((cell, index) => cell.padEnd(widths[index] ?? 0))].join("  ");
    const rows = [...this.#rows].map(([row, cells]) =>
      line(
        row,
        this.#columns.map((column) => cells.get(column) ?? "-"),
      ),
    );
    return [line("", this.#columns), ...rows].join("\n");
  }
}
