import type { EnvironmentVariable, ProjectState, Result } from "signalbox/contract";
import type { Backend } from "../backend.js";

/** What stands in the place of a secret's value. Saved unchanged, the secret keeps its value. */
export const MASK = "••••••";

/** The empty name means the project's own variables. */
export const PROJECT_VARIABLES = "";

/** Environments as files: chosen, written, renamed, deleted. Their state comes with the project's. */
export class Environments {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  select(name: string | undefined): Promise<Result<null>> {
    return this.#backend.call("environment:select", { name });
  }

  save(
    name: string,
    variables: readonly EnvironmentVariable[],
    revision: string | undefined,
  ): Promise<Result<null>> {
    const kept = variables.filter((variable) => variable.name.trim() !== "");
    return this.#backend.call("environment:save", {
      name,
      variables: kept,
      ...(revision === undefined ? {} : { revision }),
    });
  }

  rename(name: string, to: string): Promise<Result<null>> {
    return this.#backend.call("environment:rename", { name, to });
  }

  delete(name: string): Promise<Result<null>> {
    return this.#backend.call("environment:delete", { name });
  }

  reveal(name: string, variable: string): Promise<Result<string>> {
    return this.#backend.call("environment:reveal", { name, variable });
  }
}

/** The variables that a name stands for, and their file's revision. */
export function environmentOf(
  project: ProjectState,
  name: string,
): { readonly variables: readonly EnvironmentVariable[]; readonly revision?: string } | undefined {
  if (name === PROJECT_VARIABLES)
    return { variables: project.variables, revision: project.variablesRevision };
  return project.environments.find((environment) => environment.name === name);
}
