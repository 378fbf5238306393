import type { EnvironmentVariable, Loss, SavedRequest } from "../contract/index.js";

/** Requests with their messages, as the formats of other tools exchange them. */
export interface Collection {
  readonly name: string;
  /** Markdown. */
  readonly description?: string;
  readonly requests: readonly CollectionRequest[];
  readonly variables: readonly EnvironmentVariable[];
  readonly environments: readonly CollectionEnvironment[];
}

export interface CollectionRequest {
  /** Names of the folders around it, outermost first. */
  readonly folders: readonly string[];
  readonly saved: SavedRequest;
}

export interface CollectionEnvironment {
  readonly name: string;
  readonly variables: readonly EnvironmentVariable[];
}

export interface ReadCollection {
  readonly collection: Collection;
  readonly losses: readonly Loss[];
}

/** A file to be written; formats of many files name them relative to a folder. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

export interface Written {
  readonly files: readonly WrittenFile[];
  readonly losses: readonly Loss[];
}

export interface WriteOptions {
  /** Write secret variables, passwords, tokens and cookies too. */
  readonly withSecrets: boolean;
}
