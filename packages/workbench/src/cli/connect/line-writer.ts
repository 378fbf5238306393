/** Writes lines of one turn of the event loop at once, and says when the reader of a pipe is slower. */
export class LineWriter {
  readonly #stream: NodeJS.WriteStream;
  readonly #onFull: (isFull: boolean) => void;
  #lines: string[] = [];
  #isScheduled = false;
  #isFull = false;

  constructor(stream: NodeJS.WriteStream, onFull: (isFull: boolean) => void) {
    this.#stream = stream;
    this.#onFull = onFull;
  }

  write(line: string): void {
    this.#lines.push(line);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  /** Resolves when everything has been handed to the system. */
  end(): Promise<void> {
    this.#flush();
    return new Promise((resolve) => this.#stream.write("", () => resolve()));
  }

  #flush(): void {
    this.#isScheduled = false;
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join("\n")}\n`;
    this.#lines = [];
    if (this.#stream.write(text) || this.#isFull) return;
    this.#isFull = true;
    this.#onFull(true);
    this.#stream.once("drain", () => {
      this.#isFull = false;
      this.#onFull(false);
    });
  }
}
