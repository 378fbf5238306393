import type { VariableInfo } from "../contract/index.js";
import { dynamicVariables } from "./dynamic.js";

/** A variable that has a value. */
export interface Variable {
  readonly name: string;
  /** May hold variables itself. */
  readonly value: string;
  readonly secret: boolean;
  readonly source: Exclude<VariableInfo["source"], "dynamic">;
  /** The environment's name, where it comes from one. */
  readonly environment?: string;
}

/** What names mean at one moment. */
export interface Scope {
  lookup(name: string): Variable | undefined;
  /** Each name once, by the nearest source that has it. */
  list(): readonly Variable[];
}

/** A scope of several lists; where two know a name, the earlier list counts. */
export function scopeOf(...nearestFirst: readonly (readonly Variable[])[]): Scope {
  const byName = new Map<string, Variable>();
  for (const variables of [...nearestFirst].reverse()) {
    for (const variable of variables) byName.set(variable.name, variable);
  }
  return { lookup: (name) => byName.get(name), list: () => [...byName.values()] };
}

export const emptyScope: Scope = scopeOf();

/** Shown in the place of a secret. */
export const mask = "••••••";

/** What a page is told of a scope, dynamic values last. */
export function variableInfos(scope: Scope): readonly VariableInfo[] {
  const named = scope
    .list()
    .map(({ value, ...variable }): VariableInfo => ({ ...variable, value: variable.secret ? mask : value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const dynamic = dynamicVariables.map(
    ({ name, usage, description }): VariableInfo => ({
      name,
      value: description,
      source: "dynamic",
      secret: false,
      usage,
    }),
  );
  return [...named, ...dynamic];
}
