import { emptyScope, parseTemplate, resolveText, type Scope, type Variable } from "../../variables/index.js";
import { StepFailure } from "./failure.js";

/** What a scenario is given: variables that go before its own, and such that its own go before. */
export interface GivenVariables {
  /** Of the command line and the environment. */
  readonly over: Scope;
  /** Of the project. */
  readonly under: Scope;
}

export const noVariables: GivenVariables = { over: emptyScope, under: emptyScope };

type Values = Readonly<Record<string, unknown>>;

interface Known {
  readonly value: unknown;
  /** Values that came from a server or were resolved before are never read as templates. */
  readonly isTemplate: boolean;
}

/**
 * The variables of a running scenario. Nearest first: those of a round, call or row, those captured, the
 * command line's and the environment's, the file's own, the project's, and values computed anew.
 */
export class ScenarioScope {
  readonly #given: GivenVariables;
  readonly #own: Values;
  readonly #row: Values;
  #locals: Values = {};
  #captured = new Map<string, unknown>();
  readonly #scope: Scope;

  constructor(given: GivenVariables, own: Values = {}, row: Values = {}) {
    this.#given = given;
    this.#own = own;
    this.#row = row;
    this.#scope = { lookup: (name) => this.#variable(name), list: () => [] };
  }

  /** The same variables and some nearer ones, resolved already. What is captured inside is known outside too. */
  with(variables: Values): ScenarioScope {
    const inner = new ScenarioScope(this.#given, this.#own, this.#row);
    inner.#locals = { ...this.#locals, ...variables };
    inner.#captured = this.#captured;
    return inner;
  }

  /** For another file: its own variables, and nothing of what was captured here. */
  forCall(own: Values, variables: Values): ScenarioScope {
    return new ScenarioScope(this.#given, own).with(variables);
  }

  set(name: string, value: unknown): void {
    this.#captured.set(name, value);
  }

  /** The value of a variable, resolved; undefined where it has none. */
  get(name: string): unknown {
    const known = this.#known(name);
    return known?.isTemplate ? this.resolve(known.value) : known?.value;
  }

  /**
   * A value with all variables in it resolved. A text that is one variable alone becomes its value, of any
   * type. Throws a `StepFailure` for a variable without a value.
   */
  resolve<T>(value: T): T {
    return this.#resolve(value, []) as T;
  }

  text(template: string): string {
    return textOf(this.resolve<unknown>(template));
  }

  #resolve(value: unknown, within: readonly string[]): unknown {
    if (typeof value === "string") return this.#resolveString(value, within);
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#resolve(item, within));
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    const entries = Object.entries(value).map(([key, item]) => [key, this.#resolve(item, within)] as const);
    // What holds no variable stays the same object, so that a JSON Schema is compiled once.
    return entries.some(([key, item]) => item !== Reflect.get(value, key))
      ? Object.fromEntries(entries)
      : value;
  }

  #resolveString(template: string, within: readonly string[]): unknown {
    const [part, ...others] = parseTemplate(template);
    if (part?.type === "variable" && part.args.length === 0 && others.length === 0) {
      const { name } = part;
      const known = this.#known(name);
      if (known && typeof known.value !== "string") {
        if (!known.isTemplate) return known.value;
        if (within.includes(name)) fail(`The value of the variable "${name}" leads back to itself.`);
        return this.#resolve(known.value, [...within, name]);
      }
    }
    const resolved = resolveText(template, this.#scope);
    return resolved.ok ? resolved.value : fail(resolved.problem.message);
  }

  #variable(name: string): Variable | undefined {
    const known = this.#known(name);
    if (!known) return undefined;
    // The source tells whether the value is a template.
    const source = known.isTemplate ? "environment" : "session";
    return { name, value: textOf(known.value), secret: false, source };
  }

  #known(name: string): Known | undefined {
    if (Object.hasOwn(this.#locals, name)) return { value: this.#locals[name], isTemplate: false };
    if (Object.hasOwn(this.#row, name)) return { value: this.#row[name], isTemplate: true };
    if (this.#captured.has(name)) return { value: this.#captured.get(name), isTemplate: false };
    const over = this.#given.over.lookup(name);
    if (over) return { value: over.value, isTemplate: true };
    if (Object.hasOwn(this.#own, name)) return { value: this.#own[name], isTemplate: true };
    const under = this.#given.under.lookup(name);
    return under && { value: under.value, isTemplate: true };
  }
}

function fail(message: string): never {
  throw new StepFailure("VARIABLE_UNKNOWN", { message });
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
