import type { Variable } from "./scope.js";

/** The most that reactions and scenarios may store; a server must not be able to fill the memory. */
const maxVariables = 10_000;
const maxValueCharacters = 2 ** 20;

/** Variables that were stored while the workbench runs. They are gone when it ends. */
export class SessionVariables {
  readonly #values = new Map<string, string>();
  readonly #onChange: () => void;

  constructor(onChange: () => void = () => {}) {
    this.#onChange = onChange;
  }

  get variables(): readonly Variable[] {
    return [...this.#values].map(([name, value]) => ({ name, value, secret: false, source: "session" }));
  }

  /** Returns false for a value that is too long, and for a name more than there may be. */
  set(name: string, value: string): boolean {
    if (value.length > maxValueCharacters) return false;
    if (!this.#values.has(name) && this.#values.size >= maxVariables) return false;
    if (this.#values.get(name) === value) return true;
    this.#values.set(name, value);
    this.#onChange();
    return true;
  }
}
