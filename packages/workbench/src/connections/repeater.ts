import type { OutgoingMessage, Problem, Repeat, RepeatState, Result } from "../contract/index.js";
import { problems } from "./problems/index.js";

const maxEveryMs = 86_400_000;
const maxMessages = 10_000;
/** While more than this waits to leave, nothing is added. */
const maxBufferedBytes = 1 << 20;
/** How long to wait then, and how often a state is told at most. */
const waitMs = 10;
const tellMs = 250;

export interface RepeaterHost {
  send(message: OutgoingMessage): Promise<Result<null>>;
  /** Bytes that were sent and have not left; infinite while nothing is to be sent. */
  readonly bufferedBytes: number;
  /** Undefined: it has ended. */
  onChange(state: RepeatState | undefined): void;
  /** A message could not be sent, which ends it. */
  onProblem(problem: Problem): void;
}

/** Why a list cannot be repeated so. */
export function repeatProblem({ messages, everyMs, times }: Repeat): Problem | undefined {
  if (messages.length === 0) return problems.repeatInvalid("there are none");
  if (messages.length > maxMessages) return problems.repeatInvalid(`there are more than ${maxMessages}`);
  if (!(everyMs >= 0 && everyMs <= maxEveryMs)) {
    return problems.repeatInvalid(`the pause must be from 0 to ${maxEveryMs} ms`);
  }
  if (times !== undefined && !(Number.isInteger(times) && times > 0)) {
    return problems.repeatInvalid("they must be sent a whole number of times");
  }
  return undefined;
}

/** Sends a list over and over. */
export class Repeater {
  readonly #repeat: Repeat;
  readonly #host: RepeaterHost;
  readonly #total: number | undefined;
  #sent = 0;
  #timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
  #toldAt = 0;
  #isOver = false;

  constructor(repeat: Repeat, host: RepeaterHost) {
    this.#repeat = repeat;
    this.#host = host;
    this.#total = repeat.times === undefined ? undefined : repeat.times * repeat.messages.length;
  }

  start(): void {
    this.#tell();
    void this.#sendNext(performance.now());
  }

  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer as NodeJS.Timeout);
    clearImmediate(this.#timer as NodeJS.Immediate);
    this.#host.onChange(undefined);
  }

  /** `due`: when it was to be sent, by which the next one is timed. */
  async #sendNext(due: number): Promise<void> {
    if (this.#isOver) return;
    if (this.#host.bufferedBytes > maxBufferedBytes) {
      this.#timer = setTimeout(() => void this.#sendNext(performance.now()), waitMs);
      return;
    }
    const { messages, everyMs } = this.#repeat;
    const message = messages[this.#sent % messages.length];
    const result = message ? await this.#host.send(message) : undefined;
    if (this.#isOver) return;
    if (result && !result.ok) {
      this.#host.onProblem(result.problem);
      this.stop();
      return;
    }
    this.#sent++;
    if (this.#sent === this.#total) {
      this.stop();
      return;
    }
    if (performance.now() - this.#toldAt >= tellMs) this.#tell();
    this.#schedule(due + everyMs);
  }

  /** In its time; when that has passed, after whatever else is to be done. */
  #schedule(due: number): void {
    const left = due - performance.now();
    if (left > 0) this.#timer = setTimeout(() => void this.#sendNext(due), left);
    else this.#timer = setImmediate(() => void this.#sendNext(performance.now()));
  }

  #tell(): void {
    this.#toldAt = performance.now();
    this.#host.onChange({ sent: this.#sent, ...(this.#total !== undefined && { total: this.#total }) });
  }
}
