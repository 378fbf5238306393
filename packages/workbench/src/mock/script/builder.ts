import type { Action, MockRole, MockRule, MockScript, Reply, Trigger } from "./script.js";

interface OpenRule extends Omit<MockRule, "replies"> {
  readonly at: number;
  readonly replies: Reply[];
}

/** Where something that the server says stands. */
export interface ReplyPlace {
  readonly rule: number;
  readonly index: number;
}

/** Puts a script together in the order in which things happened: what the server says belongs to what a client did last. */
export class ScriptBuilder {
  readonly #roles: MockRole[] = [];
  readonly #rules: OpenRule[] = [];
  readonly #notes: string[] = [];
  #replies = 0;
  socketIoPath = "/socket.io";
  parser: MockScript["parser"] = "json";
  keepsOrder = true;

  /** A client is there: returns its role. */
  role(facts: Omit<MockRole, "index">): number {
    const index = this.#roles.length;
    this.#roles.push({ ...facts, index });
    return index;
  }

  /** A client did something, at a time in milliseconds: returns the rule. */
  trigger(role: number, trigger: Trigger, at: number, everyMs?: number): number {
    const index = this.#rules.length;
    this.#rules.push({ index, role, trigger, at, replies: [], ...(everyMs !== undefined && { everyMs }) });
    return index;
  }

  /** The server said something to a client: belongs to the last trigger, or to the one that is given. */
  reply(role: number, action: Action, at: number, rule?: number): ReplyPlace | undefined {
    const owner = rule === undefined ? this.#rules.at(-1) : this.#rules[rule];
    if (!owner) return undefined;
    owner.replies.push({ role, action, afterMs: Math.max(0, at - owner.at) });
    return { rule: owner.index, index: owner.replies.length - 1 };
  }

  /** An event that was said asks for an acknowledgement, as it turns out: returns the number by which triggers name it. */
  ask({ rule, index }: ReplyPlace): number {
    const number = this.nextReply();
    const replies = this.#rules[rule]?.replies;
    const said = replies?.[index];
    if (replies && said?.action.type === "event") {
      replies[index] = { ...said, action: { ...said.action, reply: number } };
    }
    return number;
  }

  /** A number for an event whose acknowledgement is asked for. */
  nextReply(): number {
    return ++this.#replies;
  }

  note(sentence: string): void {
    if (!this.#notes.includes(sentence)) this.#notes.push(sentence);
  }

  build(): MockScript {
    return {
      roles: this.#roles,
      rules: this.#rules.map(({ at: _, ...rule }) => rule),
      socketIoPath: this.socketIoPath,
      parser: this.parser,
      keepsOrder: this.keepsOrder,
      notes: this.#notes,
    };
  }
}
