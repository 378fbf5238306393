import { readFile, realpath } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type {
  Environment,
  EnvironmentVariable,
  Problem,
  ProjectNode,
  ProjectState,
  RequestFile,
  SavedRequest,
} from "../contract/index.js";
import { isVariableName, mask, type Variable } from "../variables/index.js";
import { Environments } from "./environments.js";
import { FolderWatch } from "./folder-watch.js";
import { ignoreSecrets } from "./git-ignore.js";
import { fileInside, segmentsOf } from "./paths.js";
import { ProjectError, projectProblems } from "./problems.js";
import { problemOf, RequestTree } from "./request-tree.js";
import { Requests } from "./requests.js";
import { Selection } from "./selection.js";

export interface ProjectOptions {
  /** The project's folder. Nothing is written into it until something is saved. */
  readonly directory: string;
  /** Where the person's own choices are kept. */
  readonly stateDirectory: string;
  readonly onChange?: (project: Project) => void;
}

/** All that was found in the files, secrets in clear. */
interface Content {
  readonly name: string;
  readonly tree: readonly ProjectNode[];
  readonly environments: readonly Environment[];
  readonly variables: readonly EnvironmentVariable[];
  readonly variablesRevision: string;
  readonly problems: readonly Problem[];
}

/**
 * A folder of files that people read and git keeps: watched, and changed one operation after the other.
 * Operations throw a `ProjectError` with the problem to tell.
 */
export class Project {
  readonly directory: string;
  readonly #requests: Requests;
  readonly #environments: Environments;
  readonly #tree: RequestTree;
  readonly #selection: Selection;
  readonly #watch: FolderWatch;
  readonly #onChange: (project: Project) => void;
  #content: Content;
  #selected: string | undefined;
  #told = "";
  /** The end of the operation that was asked for last. */
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  static async open(options: ProjectOptions): Promise<Project> {
    const project = new Project({ ...options, directory: await realpath(resolve(options.directory)) });
    project.#selected = await project.#selection.read();
    await project.#refresh();
    return project;
  }

  private constructor({ directory, stateDirectory, onChange = () => {} }: ProjectOptions) {
    this.directory = directory;
    const requests = join(directory, "requests");
    this.#requests = new Requests(requests);
    this.#tree = new RequestTree(requests);
    this.#environments = new Environments(directory);
    this.#selection = new Selection(stateDirectory, directory);
    this.#onChange = onChange;
    this.#watch = new FolderWatch({
      concerns: (folder, entry) => folder !== directory || concernedEntries.test(entry),
      onChange: () => void this.#inTurn(() => this.#refresh()).catch(() => {}),
    });
    this.#content = {
      name: basename(directory),
      tree: [],
      environments: [],
      variables: [],
      variablesRevision: "",
      problems: [],
    };
  }

  /** As pages are told it: secrets masked. */
  get state(): ProjectState {
    const { environments, variables, ...content } = this.#content;
    const environment = this.#chosen?.name;
    return {
      ...content,
      directory: this.directory,
      environments: environments.map((one) => ({ ...one, variables: one.variables.map(masked) })),
      variables: variables.map(masked),
      ...(environment !== undefined && { environment }),
    };
  }

  /** The variables of the chosen environment and of the project, in clear, nearest first. */
  get variables(): readonly (readonly Variable[])[] {
    return this.variablesIn(this.#chosen?.name);
  }

  /** The same for another environment, or for none. Throws a `ProjectError` for one that is not there. */
  variablesIn(name: string | undefined): readonly (readonly Variable[])[] {
    const chosen = name === undefined ? undefined : this.#environment(name);
    return [
      (chosen?.variables ?? []).map((variable) => ({
        ...meaningOf(variable),
        source: "environment",
        environment: chosen?.name ?? "",
      })),
      this.#content.variables.map((variable) => ({ ...meaningOf(variable), source: "project" })),
    ];
  }

  readRequest(path: string): Promise<RequestFile> {
    return this.#inTurn(() => this.#requests.read(path));
  }

  saveRequest(path: string, saved: SavedRequest, revision?: string): Promise<RequestFile> {
    return this.#change(() =>
      revision === undefined
        ? this.#requests.create(path, saved)
        : this.#requests.update(path, saved, revision),
    );
  }

  createFolder(path: string): Promise<void> {
    return this.#change(() => this.#requests.createFolder(path));
  }

  move(path: string, to: string): Promise<string> {
    return this.#change(() => this.#requests.move(path, to));
  }

  duplicate(path: string): Promise<string> {
    return this.#change(() => this.#requests.duplicate(path));
  }

  delete(path: string): Promise<string> {
    return this.#change(() => this.#requests.delete(path));
  }

  restore(undoId: string): Promise<string> {
    return this.#change(() => this.#requests.restore(undoId));
  }

  selectEnvironment(name: string | undefined): Promise<void> {
    return this.#inTurn(async () => {
      if (name !== undefined) this.#environment(name);
      await this.#select(name);
      this.#tell();
    });
  }

  saveEnvironment(
    name: string,
    variables: readonly EnvironmentVariable[],
    revision: string | undefined,
  ): Promise<void> {
    const wrong = variables.find((variable) => !isVariableName(variable.name));
    if (wrong) return Promise.reject(new ProjectError(projectProblems.variableNameInvalid(wrong.name)));
    return this.#change(() => this.#environments.save(name, variables, revision));
  }

  renameEnvironment(name: string, to: string): Promise<void> {
    return this.#change(async () => {
      await this.#environments.rename(name, to);
      if (this.#selected === name) await this.#select(to);
    });
  }

  deleteEnvironment(name: string): Promise<void> {
    return this.#change(async () => {
      await this.#environments.delete(name);
      if (this.#selected === name) await this.#select(undefined);
    });
  }

  /** The value of a variable in clear; an empty name of an environment means the project. */
  async reveal(environment: string, variable: string): Promise<string> {
    const { variables } = await this.#inTurn(() => this.#environments.read(environment));
    const found = variables.find(({ name }) => name === variable);
    if (!found) throw new ProjectError(projectProblems.variableUnknown(variable));
    return found.value;
  }

  /** The bytes of a file of the project that a request names, a certificate or a message's body. */
  async readFile(path: string): Promise<Buffer> {
    const file = await fileInside(this.directory, segmentsOf(path.replace(/^\.\//, "")));
    return await readFile(file);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#watch.close();
    await this.#last;
  }

  #environment(name: string): Environment {
    const found = this.#content.environments.find((one) => one.name === name);
    if (!found) throw new ProjectError(projectProblems.environmentUnknown(name));
    return found;
  }

  get #chosen(): Environment | undefined {
    return this.#content.environments.find(({ name }) => name === this.#selected);
  }

  async #select(name: string | undefined): Promise<void> {
    this.#selected = name;
    await this.#selection.write(name);
  }

  /** An operation that writes: what it did is told before it is answered. */
  #change<T>(operation: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      try {
        const result = await operation();
        await ignoreSecrets(this.directory);
        return result;
      } finally {
        await this.#refresh();
      }
    });
  }

  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(operation).catch((error: unknown) => {
      throw error instanceof ProjectError ? error : this.#systemError(error);
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #refresh(): Promise<void> {
    if (this.#isClosed) return;
    const { environments, problems } = await this.#environments.list();
    const tree = await this.#tree.scan();
    const own = await this.#readOwn();
    this.#content = {
      name: own.name ?? basename(this.directory),
      tree,
      environments,
      variables: own.variables,
      variablesRevision: own.revision,
      problems: own.problem ? [own.problem, ...problems] : problems,
    };
    if (this.#isClosed) return;
    this.#watch.follow([this.directory, this.#environments.directory, ...this.#tree.directories]);
    this.#tell();
  }

  /** What signalbox.yaml says; broken, it says nothing but its problem. */
  async #readOwn() {
    try {
      return { ...(await this.#environments.read("")), problem: undefined };
    } catch (error) {
      const problem = problemOf(error, "signalbox.yaml");
      return { name: undefined, variables: [], revision: "", problem };
    }
  }

  #tell(): void {
    const { environments, variables } = this.#content;
    // Secrets are masked in the state, and their changes are changes too.
    const now = JSON.stringify([this.state, environments, variables]);
    if (now === this.#told) return;
    this.#told = now;
    this.#onChange(this);
  }

  #systemError(error: unknown): ProjectError {
    const reason = error instanceof Error ? error.message : String(error);
    return new ProjectError(projectProblems.fileUnwritable(this.directory, reason), { cause: error });
  }
}

/** Entries of the project's folder itself that are part of the project. */
const concernedEntries = /^(?:signalbox(?:\.local)?\.yaml|environments|requests)$/;

function masked(variable: EnvironmentVariable): EnvironmentVariable {
  return variable.secret ? { ...variable, value: mask } : variable;
}

function meaningOf({ name, value, secret = false }: EnvironmentVariable) {
  return { name, value, secret };
}
