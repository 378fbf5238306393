import { access, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import type { ConnectionRequest, EnvironmentVariable } from "../../contract/index.js";
import { Environments } from "../../project/environments.js";
import { Requests } from "../../project/requests.js";
import type { GivenVariables } from "../../scenarios/index.js";
import { textOf } from "../../scenarios/running/scope.js";
import { scopeOf, type Variable } from "../../variables/index.js";

export interface GivenOptions {
  /** An environment of the project, or a YAML file of variables. */
  readonly env?: string;
  readonly project?: string;
  readonly var?: Readonly<Record<string, string>>;
}

export interface Given {
  readonly variables: GivenVariables;
  readonly savedRequest?: (path: string) => Promise<ConnectionRequest>;
}

/** Variables and saved requests from the command line and the project around. Rejects with what is wrong. */
export async function readGiven(options: GivenOptions): Promise<Given> {
  const root = options.project ?? (await projectAbove(process.cwd()));
  const fromCommandLine = variablesOf(options.var ?? {});
  const environment = options.env === undefined ? [] : await readEnvironment(options.env, root);
  const over = scopeOf(fromCommandLine, environment);
  if (root === undefined) return { variables: { over, under: scopeOf() } };
  const { variables } = await new Environments(root).read("");
  const requests = new Requests(root);
  return {
    variables: { over, under: scopeOf(variables.map((one) => variableOf(one, "project"))) },
    savedRequest: async (path) => (await requests.read(path)).saved.request,
  };
}

async function readEnvironment(name: string, root: string | undefined): Promise<readonly Variable[]> {
  if (/\.ya?ml$/i.test(name)) return await readFileOfVariables(name);
  if (root === undefined) {
    throw new Error(
      `There is no project here whose environment "${name}" could be; name a .yaml file, or --project.`,
    );
  }
  const environments = new Environments(root);
  if (!(await environments.has(name))) {
    const { environments: known } = await environments.list();
    const names = known.map((one) => one.name).join(", ") || "none";
    throw new Error(`The project ${root} has no environment "${name}"; there are: ${names}.`);
  }
  const { variables } = await environments.read(name);
  return variables.map((one) => variableOf(one, "environment"));
}

async function readFileOfVariables(file: string): Promise<readonly Variable[]> {
  const value: unknown = parse(await readFile(file, "utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`${file} holds no variables: it must be a mapping of names to values.`);
  }
  // The files of a project's environments have them under a key of their own.
  const inner: unknown = "variables" in value ? value.variables : value;
  return variablesOf(typeof inner === "object" && inner !== null ? { ...inner } : {});
}

function variablesOf(values: Readonly<Record<string, unknown>>): readonly Variable[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: textOf(value),
    secret: false,
    source: "environment",
  }));
}

function variableOf(
  { name, value, secret }: EnvironmentVariable,
  source: "environment" | "project",
): Variable {
  return { name, value, secret: secret === true, source };
}

async function projectAbove(start: string): Promise<string | undefined> {
  for (let directory = resolve(start); ; directory = dirname(directory)) {
    const isProject = await access(join(directory, "signalbox.yaml")).then(
      () => true,
      () => false,
    );
    if (isProject) return directory;
    if (dirname(directory) === directory) return undefined;
  }
}
