import { problems } from "../connections/problems/index.js";
import type { OutgoingMessage, Problem, Reaction, ReactionStep, Result } from "../contract/index.js";
import { jsonPathFault, valuesAt } from "../scenarios/matching/json-path.js";
import type { Entry } from "../timeline/entry.js";
import { Heard } from "./heard.js";
import { createMatcher, type Matcher } from "./matcher.js";

/** Two sides that answer each other's answers must not fill the disk. */
const maxSendsPerSecond = 1000;

export interface ReactionsHost {
  send(message: OutgoingMessage): Promise<Result<null>>;
  store(variable: string, value: string): void;
  onProblem(problem: Problem): void;
}

interface Ready {
  readonly reaction: Reaction;
  readonly matcher: Matcher;
}

/** On each received message that matches: store values, answer, acknowledge. */
export class Reactions {
  readonly #host: ReactionsHost;
  #ready: readonly Ready[] = [];
  /** Steps are taken one after the other, in the order of the messages. */
  #last: Promise<void> = Promise.resolve();
  #second = 0;
  #sends = 0;

  constructor(host: ReactionsHost) {
    this.#host = host;
  }

  /** Replaces them all; returns a problem, and changes nothing, when one of them cannot be used. */
  set(reactions: readonly Reaction[]): Problem | undefined {
    const ready: Ready[] = [];
    for (const reaction of reactions) {
      try {
        checkSteps(reaction.then);
        const matcher = createMatcher(reaction.when);
        if (reaction.enabled) ready.push({ reaction, matcher });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return problems.reactionInvalid(reaction.name ?? reaction.id, reason);
      }
    }
    this.#ready = ready;
    return undefined;
  }

  hear(entry: Entry): void {
    if (this.#ready.length === 0 || (entry.kind !== "message" && entry.kind !== "event")) return;
    const heard = new Heard(entry);
    for (const { reaction, matcher } of this.#ready) {
      if (!matcher.matches(heard)) continue;
      this.#last = this.#last.then(() => this.#react(reaction, heard)).catch(() => {});
    }
  }

  async #react(reaction: Reaction, heard: Heard): Promise<void> {
    for (const step of reaction.then) {
      const problem = await this.#take(step, heard);
      if (!problem) continue;
      this.#host.onProblem(problem);
      return;
    }
  }

  async #take(step: ReactionStep, heard: Heard): Promise<Problem | undefined> {
    switch (step.do) {
      case "store": {
        const value = storedValue(step.path, heard);
        if (value !== undefined) this.#host.store(step.variable, value);
        return undefined;
      }
      case "send":
        return await this.#send(step.message);
      case "ack": {
        const { ackId, namespace } = heard.entry;
        if (ackId === undefined) return undefined;
        return await this.#send({
          kind: "ack",
          ackId,
          args: step.args,
          ...(namespace !== undefined && { namespace }),
        });
      }
    }
  }

  async #send(message: OutgoingMessage): Promise<Problem | undefined> {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#sends = 0;
    }
    this.#sends++;
    // Told once in a second, and not for each that is not sent.
    if (this.#sends === maxSendsPerSecond + 1) return problems.reactionLimit(maxSendsPerSecond);
    if (this.#sends > maxSendsPerSecond) return undefined;
    const result = await this.#host.send(message);
    return result.ok ? undefined : result.problem;
  }
}

function checkSteps(steps: readonly ReactionStep[]): void {
  for (const step of steps) {
    const fault = step.do === "store" && step.path ? jsonPathFault(step.path) : undefined;
    if (fault !== undefined) throw new Error(`its JSONPath is wrong: ${fault}`);
  }
}

/** A text as it is, anything else as JSON; undefined when the path finds nothing. */
function storedValue(path: string | undefined, heard: Heard): string | undefined {
  if (!path) return heard.text;
  const [value] = heard.json === undefined ? [] : valuesAt(path, heard.json);
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
