import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A program of ours in a process of its own: its crash is seen, and its memory is its alone. */
export class Child<Numbers> {
  /** What it said first. */
  readonly greeting: unknown;
  readonly #process: ChildProcess;
  readonly #exited: Promise<undefined>;
  #hasExited = false;

  private constructor(process: ChildProcess, greeting: unknown) {
    this.#process = process;
    this.greeting = greeting;
    this.#exited = once(process, "exit").then(() => {
      this.#hasExited = true;
      return undefined;
    });
  }

  /** Starts `program`, a module beside `base`, and waits for its first word. */
  static async start<Numbers>(base: string, program: string, argument: string): Promise<Child<Numbers>> {
    const process = fork(fileURLToPath(new URL(program, base)), [argument], { execArgv: ["--expose-gc"] });
    const [greeting] = await once(process, "message");
    return new Child<Numbers>(process, greeting);
  }

  /** Its numbers, after a garbage collection. */
  async ask(what = "numbers"): Promise<Numbers> {
    if (!this.#hasExited) {
      this.#process.send(what);
      const answer = await Promise.race([once(this.#process, "message"), this.#exited]);
      if (answer !== undefined) return answer[0];
    }
    throw new Error("the process under test has ended");
  }

  /** Its numbers once they are so. Not all garbage goes with the first collection, and not all sockets close in one turn. */
  async until(
    what: string,
    isSo: (numbers: Numbers) => boolean,
    ask = "numbers",
    patienceMs = 15_000,
  ): Promise<Numbers> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const numbers = await this.ask(ask);
      if (isSo(numbers)) return numbers;
      if (Date.now() > deadline)
        throw new Error(`waited for ${what}; it is\n${JSON.stringify(numbers, null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    if (!this.#hasExited) this.#process.disconnect();
    await this.#exited;
  }
}
