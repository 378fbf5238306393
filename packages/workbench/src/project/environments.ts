import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment, EnvironmentVariable, Problem } from "../contract/index.js";
import { exists, safeName } from "./paths.js";
import { ProjectError, projectProblems } from "./problems.js";
import { problemOf } from "./request-tree.js";
import { isMissing, readText, revisionOf, writeText } from "./text-file.js";
import { type NamedVariables, parseVariables, type VariableFiles, writeVariables } from "./variables-file.js";

const ending = ".yaml";
const localEnding = ".local.yaml";

/** Only the person may read what is secret. */
const localMode = 0o600;

/** Variables in clear, as their two files hold them. */
export interface VariableSet extends NamedVariables {
  readonly revision: string;
}

/** `signalbox.yaml` and `environments/*.yaml`, each with the `.local.yaml` that holds its secrets. */
export class Environments {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  get directory(): string {
    return join(this.#root, "environments");
  }

  /** All that can be read, by name, and what is wrong with the rest. */
  async list(): Promise<{
    readonly environments: readonly Environment[];
    readonly problems: readonly Problem[];
  }> {
    const environments: Environment[] = [];
    const problems: Problem[] = [];
    for (const name of await this.#names()) {
      try {
        const { variables, revision } = await this.read(name);
        environments.push({ name, variables, revision });
      } catch (error) {
        problems.push(problemOf(error, `environments/${name}${ending}`));
      }
    }
    return { environments, problems };
  }

  /** An empty name means the project's own. Throws a `ProjectError`. */
  async read(name: string): Promise<VariableSet> {
    const files = filesOf(name);
    const texts = await this.#texts(files);
    const revision = revisionOf(texts.shared, texts.local);
    return { ...parseVariables(files, texts), revision };
  }

  async has(name: string): Promise<boolean> {
    const { shared, local } = filesOf(name);
    return (await exists(join(this.#root, shared))) || (await exists(join(this.#root, local)));
  }

  async save(
    name: string,
    variables: readonly EnvironmentVariable[],
    revision: string | undefined,
  ): Promise<void> {
    const files = filesOf(name);
    const texts = await this.#texts(files);
    const isNew = texts.shared === undefined && texts.local === undefined;
    if (revision !== undefined && revision !== revisionOf(texts.shared, texts.local)) {
      throw new ProjectError(projectProblems.fileChanged(files.shared));
    }
    if (revision === undefined && name !== "" && !isNew) {
      throw new ProjectError(projectProblems.environmentTaken(name));
    }
    const written = writeVariables(files, variables, texts);
    if (written.local !== undefined && written.local !== texts.local) {
      await writeText(join(this.#root, files.local), written.local, localMode);
    }
    if (written.shared !== texts.shared) await writeText(join(this.#root, files.shared), written.shared);
  }

  async rename(name: string, to: string): Promise<void> {
    await this.#mustExist(name);
    if (await this.has(to)) throw new ProjectError(projectProblems.environmentTaken(to));
    const [from, target] = [filesOf(name), filesOf(to)];
    for (const kind of ["local", "shared"] as const) {
      await rename(join(this.#root, from[kind]), join(this.#root, target[kind])).catch(unlessMissing);
    }
  }

  async delete(name: string): Promise<void> {
    await this.#mustExist(name);
    const { shared, local } = filesOf(name);
    for (const file of [shared, local]) await rm(join(this.#root, file), { force: true });
  }

  async #mustExist(name: string): Promise<void> {
    if (name === "" || !(await this.has(name))) {
      throw new ProjectError(projectProblems.environmentUnknown(name));
    }
  }

  async #names(): Promise<readonly string[]> {
    const entries = await readdir(this.directory, { withFileTypes: true }).catch((error) => {
      unlessMissing(error);
      return [];
    });
    const names = entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, name.endsWith(localEnding) ? -localEnding.length : -ending.length));
    return [...new Set(names)].sort();
  }

  async #texts({ shared, local }: VariableFiles) {
    return {
      shared: await readText(join(this.#root, shared)),
      local: await readText(join(this.#root, local)),
    };
  }
}

function filesOf(name: string): VariableFiles {
  if (name === "") return { shared: "signalbox.yaml", local: "signalbox.local.yaml", schema: "project" };
  if (name !== safeName(name)) throw new ProjectError(projectProblems.pathInvalid(name));
  return {
    shared: `environments/${name}${ending}`,
    local: `environments/${name}${localEnding}`,
    schema: "environment",
  };
}

function unlessMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
