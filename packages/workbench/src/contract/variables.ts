/** One variable of an environment, as its file holds it. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  /** Kept in the environment's `.local.yaml`, which git ignores, and masked wherever it is shown. */
  readonly secret?: boolean;
  readonly description?: string;
}

export interface Environment {
  /** The file's name without its ending. */
  readonly name: string;
  readonly variables: readonly EnvironmentVariable[];
  /** Changes with each change of the files; a save with an older one is refused. */
  readonly revision: string;
}

/** What a `{{name}}` means now, for completion and hover. */
export interface VariableInfo {
  readonly name: string;
  /** `••••••` for secrets. */
  readonly value: string;
  /** Nearest first: stored by a reaction or scenario, the environment, the project, computed anew at each use. */
  readonly source: "session" | "environment" | "project" | "dynamic";
  /** The environment's name, where it comes from one. */
  readonly environment?: string;
  readonly secret: boolean;
  /** Of dynamic ones: how they are used, `{{$randomInt 1 6}}`. */
  readonly usage?: string;
}
