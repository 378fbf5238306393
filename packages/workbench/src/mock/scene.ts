import { Substitutions } from "../diff/index.js";
import { differences } from "../scenarios/matching/match.js";
import type { Faults } from "./options.js";
import { isPlace } from "./script/place.js";
import type { Action, Incoming, MockRole, MockRule, MockScript, Reply } from "./script/script.js";

/** A client that plays a role now. */
export interface Actor {
  readonly socketId?: string;
  perform(action: Exclude<Action, { type: "ack" }>, onAck: (() => void) | undefined): void;
}

/** What happens in a mock, for whoever watches it. */
export type MockNews =
  | { readonly type: "joined" | "left"; readonly role: MockRole }
  | {
      readonly type: "received";
      readonly role: MockRole;
      readonly what: string;
      readonly isMatched: boolean;
      /** Why it is not as documented. */
      readonly problem?: string;
    }
  | { readonly type: "sent"; readonly role: MockRole; readonly action: Action }
  | { readonly type: "dropped"; readonly role: MockRole; readonly action: Action }
  | { readonly type: "refused"; readonly place: string; readonly why: string };

export interface SceneOptions {
  /** 1: as recorded; 2: twice as fast; Infinity: at once. */
  readonly speed: number;
  readonly faults: Faults;
  readonly onNews: (news: MockNews) => void;
}

interface Pending {
  readonly rule: number;
  readonly timer: NodeJS.Timeout;
  readonly say: () => void;
}

/**
 * One performance of a script: each role is played by one client. What a client does is looked for among the
 * rules of its role: the first not used yet with the same content, else a used one, else the same by the
 * event's name alone.
 */
export class Scene {
  readonly #script: MockScript;
  readonly #options: SceneOptions;
  readonly #actors = new Map<number, Actor>();
  readonly #cast = new Set<number>();
  readonly #used = new Set<number>();
  readonly #ids = new Substitutions();
  /** What is to be said at its time, in the order in which it became known. */
  readonly #pending = new Set<Pending>();
  /** What comes again and again, by role. */
  readonly #repeated = new Map<number, NodeJS.Timeout>();

  constructor(script: MockScript, options: SceneOptions) {
    this.#script = script;
    this.#options = options;
  }

  /** The first role of that place that nobody has played. */
  freeRole(protocol: MockRole["protocol"], place: string): MockRole | undefined {
    return this.#script.roles.find(
      (role) => role.protocol === protocol && isPlace(role.place, place) && !this.#cast.has(role.index),
    );
  }

  /** Nobody plays a role any more, or ever will. */
  get isOver(): boolean {
    return this.#actors.size === 0;
  }

  /** Takes a role that is refused. */
  refuse(role: MockRole): void {
    this.#cast.add(role.index);
  }

  enter(role: MockRole, actor: Actor): void {
    this.#cast.add(role.index);
    this.#actors.set(role.index, actor);
    if (role.socketId !== undefined && actor.socketId !== undefined)
      this.#ids.add(role.socketId, actor.socketId);
    this.#options.onNews({ type: "joined", role });
    const rule = this.#script.rules.find((one) => one.role === role.index && one.trigger.type === "connect");
    if (!rule) return;
    this.#fire(rule, undefined);
    if (rule.everyMs === undefined) return;
    this.#repeated.set(
      role.index,
      setInterval(() => this.#fire(rule, undefined), rule.everyMs),
    );
  }

  leave(role: MockRole): void {
    this.#actors.delete(role.index);
    clearInterval(this.#repeated.get(role.index));
    this.#repeated.delete(role.index);
    this.#options.onNews({ type: "left", role });
    if (this.isOver) this.end();
  }

  /** A client did something. `answer` is there when it asks for an acknowledgement. */
  receive(
    role: MockRole,
    incoming: Incoming,
    what: string,
    answer?: (args: readonly unknown[]) => void,
  ): void {
    const rule = this.#ruleFor(role, incoming);
    const problem = rule?.trigger.type === "documented" ? rule.trigger.problem(incoming) : undefined;
    const isMatched = rule !== undefined && problem === undefined;
    this.#options.onNews({
      type: "received",
      role,
      what,
      isMatched,
      ...(problem !== undefined && { problem }),
    });
    if (rule) this.#fire(rule, answer);
  }

  end(): void {
    for (const { timer } of this.#pending) clearTimeout(timer);
    this.#pending.clear();
    for (const timer of this.#repeated.values()) clearInterval(timer);
    this.#repeated.clear();
  }

  #ruleFor(role: MockRole, incoming: Incoming): MockRule | undefined {
    return this.#recordedRule(role, incoming) ?? this.#documentedRule(role, incoming);
  }

  #documentedRule(role: MockRole, incoming: Incoming): MockRule | undefined {
    const named = (event: string | undefined) =>
      this.#script.rules.find(
        ({ role: owner, trigger }) =>
          owner === role.index && trigger.type === "documented" && trigger.event === event,
      );
    return (incoming.type === "event" ? named(incoming.event) : undefined) ?? named(undefined);
  }

  #recordedRule(role: MockRole, incoming: Incoming): MockRule | undefined {
    const alike = this.#script.rules.filter(
      ({ role: owner, trigger }) =>
        owner === role.index &&
        trigger.type === incoming.type &&
        (trigger.type !== "event" || incoming.type !== "event" || trigger.event === incoming.event),
    );
    const same = alike.filter((rule) => this.#isSame(rule, incoming));
    const isFresh = ({ index }: MockRule) => !this.#used.has(index);
    // A message has no name: one that was not recorded is answered by nothing.
    const byName = incoming.type === "event" ? (alike.find(isFresh) ?? alike.at(-1)) : undefined;
    return same.find(isFresh) ?? same.at(-1) ?? byName;
  }

  #isSame({ trigger }: MockRule, incoming: Incoming): boolean {
    const options = { exact: true, isLiteral: true, directory: "." };
    const [recorded, now] =
      trigger.type === "event" && incoming.type === "event"
        ? [trigger.args, incoming.args]
        : trigger.type === "message" && incoming.type === "message"
          ? [trigger.value, incoming.data]
          : [true, false];
    return differences(this.#ids.value(recorded), now, options).length === 0;
  }

  #fire(rule: MockRule, answer: ((args: readonly unknown[]) => void) | undefined): void {
    this.#used.add(rule.index);
    if (this.#script.keepsOrder) this.#catchUp(rule.index);
    const { speed, faults } = this.#options;
    for (const reply of rule.replies) {
      const afterMs = reply.afterMs / speed + (faults.delayMs ?? 0);
      if (afterMs === 0) this.#perform(reply, answer);
      else this.#later(afterMs, rule.index, () => this.#perform(reply, answer));
    }
  }

  #later(afterMs: number, rule: number, say: () => void): void {
    const timer = setTimeout(() => {
      this.#pending.delete(pending);
      say();
    }, afterMs);
    const pending: Pending = { rule, timer, say };
    this.#pending.add(pending);
  }

  /** A client that is faster than the recorded one hears first what was said before, so that the order stays. */
  #catchUp(rule: number): void {
    for (const pending of [...this.#pending]) {
      if (pending.rule >= rule) continue;
      clearTimeout(pending.timer);
      this.#pending.delete(pending);
      pending.say();
    }
  }

  #perform(reply: Reply, answer: ((args: readonly unknown[]) => void) | undefined): void {
    const role = this.#script.roles[reply.role];
    const actor = this.#actors.get(reply.role);
    if (!role || !actor) return;
    const { action } = reply;
    // A client need not ask for an acknowledgement that is documented.
    if (action.type === "ack" && answer === undefined) return;
    if (action.type !== "close" && Math.random() < (this.#options.faults.drop ?? 0)) {
      this.#options.onNews({ type: "dropped", role, action });
      return;
    }
    this.#options.onNews({ type: "sent", role, action });
    switch (action.type) {
      case "ack":
        answer?.(this.#now(action.args));
        return;
      case "event": {
        const onAck = action.reply === undefined ? undefined : () => this.#acknowledged(action.reply ?? 0);
        actor.perform({ ...action, args: this.#now(action.args) }, onAck);
        return;
      }
      case "message":
        actor.perform(
          typeof action.data === "string" ? { ...action, data: this.#ids.text(action.data) } : action,
          undefined,
        );
        return;
      case "close":
        actor.perform(action, undefined);
    }
  }

  #acknowledged(reply: number): void {
    const rule = this.#script.rules.find(({ trigger }) => trigger.type === "ack" && trigger.reply === reply);
    if (rule && !this.#used.has(rule.index)) this.#fire(rule, undefined);
  }

  #now(args: readonly unknown[]): readonly unknown[] {
    const value = this.#ids.value(args);
    return Array.isArray(value) ? value : [];
  }
}
