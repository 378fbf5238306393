import { RequestTimeoutError } from "./errors.js";
import type { NodeId } from "./messages.js";

/** Who has to answer: nodes by name, or, where names are not known, how many. */
export type Responders = ReadonlySet<NodeId> | number;

interface Pending {
  readonly answers: unknown[];
  readonly missing: Set<NodeId> | undefined;
  readonly expected: number;
  readonly isEnough: (answer: unknown) => boolean;
  readonly finish: (error: RequestTimeoutError | undefined, answers: unknown[]) => void;
  readonly timer: NodeJS.Timeout;
}

/** Questions put to all other nodes, until each has answered, has left, or the time is up. */
export class Requests {
  readonly #pending = new Map<string, Pending>();

  /**
   * @param finish gets the answers; with an error when some are missing
   * @param isEnough whether this answer makes the others unnecessary
   */
  add(
    id: string,
    responders: Responders,
    timeoutMs: number,
    finish: (error: RequestTimeoutError | undefined, answers: unknown[]) => void,
    isEnough: (answer: unknown) => boolean = () => false,
  ): void {
    const expected = typeof responders === "number" ? responders : responders.size;
    if (expected <= 0) {
      finish(undefined, []);
      return;
    }
    const timer = setTimeout(() => {
      this.#pending.delete(id);
      finish(new RequestTimeoutError(pending.answers.length, expected), pending.answers);
    }, timeoutMs);
    const missing = typeof responders === "number" ? undefined : new Set(responders);
    const pending: Pending = { answers: [], missing, expected, isEnough, finish, timer };
    this.#pending.set(id, pending);
  }

  answer(id: string, from: NodeId, answer: unknown): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.answers.push(answer);
    pending.missing?.delete(from);
    if (pending.isEnough(answer)) this.#finish(id, pending);
    else this.#check(id, pending);
  }

  /** A node has left: nobody waits for it any more. */
  forget(node: NodeId): void {
    for (const [id, pending] of this.#pending) {
      if (pending.missing?.delete(node) === true) this.#check(id, pending);
    }
  }

  /** Ends all of them with what is there. */
  close(): void {
    for (const [id, pending] of this.#pending) this.#finish(id, pending);
  }

  #check(id: string, { missing, answers, expected }: Pending): void {
    const isComplete = missing === undefined ? answers.length >= expected : missing.size === 0;
    if (isComplete) this.#finish(id);
  }

  #finish(id: string, pending: Pending | undefined = this.#pending.get(id)): void {
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.finish(undefined, pending.answers);
  }
}
