import type { AnyNamespace } from "../connection/client.js";
import type { Untyped } from "../events/typed-events.js";
import type { ParentNamespace } from "./parent-namespace.js";

/** Decides whether a namespace that does not exist is to be made for a client. */
export type NamespaceMatcher = (
  name: string,
  auth: { [key: string]: Untyped },
  done: (error: Error | null, accepted: boolean) => void,
) => void;

type AnyParent = ParentNamespace<Untyped, Untyped, Untyped, Untyped>;

/** The parents of namespaces that are made on demand, in the order in which they are asked. */
export class DynamicNamespaces {
  readonly #parents = new Map<NamespaceMatcher, AnyParent>();
  readonly #byPattern = new Map<RegExp, AnyParent>();

  add(matcher: NamespaceMatcher, parent: AnyParent): void {
    this.#parents.set(matcher, parent);
  }

  addPattern(pattern: RegExp, parent: AnyParent): void {
    this.#byPattern.set(pattern, parent);
    this.#parents.set((name, _auth, done) => done(null, matches(pattern, name)), parent);
  }

  /** The parent whose pattern fits: what it prepared holds for a namespace made by hand too. */
  parentByPattern(name: string): AnyParent | undefined {
    for (const [pattern, parent] of this.#byPattern) {
      if (matches(pattern, name)) return parent;
    }
    return undefined;
  }

  /** Asks one parent after the other; the first that accepts the name makes the namespace. */
  find(
    name: string,
    auth: Record<string, unknown>,
    existing: () => AnyNamespace | undefined,
    done: (namespace: AnyNamespace | false) => void,
  ): void {
    const matchers = [...this.#parents];
    const ask = (index: number): void => {
      const entry = matchers[index];
      if (entry === undefined) {
        done(false);
        return;
      }
      const [matcher, parent] = entry;
      matcher(name, auth, (error, accepted) => {
        if (error || !accepted) ask(index + 1);
        // Another client may have had it made while this one's matcher was thinking.
        else done(existing() ?? parent.createChild(name));
      });
    };
    ask(0);
  }
}

/** Global and sticky patterns remember where they stopped; each name is to be matched from its start. */
function matches(pattern: RegExp, name: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(name);
}
