import type { EnvironmentVariable, Loss } from "../../contract/index.js";
import type { Project } from "../../project/index.js";
import { isVariableName } from "../../variables/index.js";
import type { Collection } from "../collection.js";
import { fileNameOf } from "../file-names.js";
import { Losses } from "../losses.js";

export interface Imported {
  /** Paths of the requests that were made. */
  readonly requests: readonly string[];
  readonly losses: readonly Loss[];
}

/** Saves a collection into a folder of a project. What is there already is left alone, and told. */
export async function importInto(project: Project, collection: Collection, into: string): Promise<Imported> {
  const losses = new Losses();
  const requests: string[] = [];
  for (const { folders, saved } of collection.requests) {
    const path = [...into.split("/"), ...folders, saved.name].filter((part) => part !== "").map(fileNameOf);
    requests.push((await project.saveRequest(path.join("/"), saved)).path);
  }
  losses.addIf(collection.description, collection.name, "collectionDescription");
  await importVariables(project, collection.variables, losses);
  for (const { name, variables } of collection.environments) {
    const safe = fileNameOf(name);
    if (project.state.environments.some((one) => one.name === safe)) {
      losses.add(safe, "environmentTaken");
    } else await project.saveEnvironment(safe, variables.filter(hasGoodName(losses)), undefined);
  }
  return { requests, losses: losses.list };
}

async function importVariables(
  project: Project,
  variables: readonly EnvironmentVariable[],
  losses: Losses,
): Promise<void> {
  // Secrets stand there masked, which keeps what is stored.
  const own = project.state.variables;
  const added = variables.filter(hasGoodName(losses)).filter(({ name }) => {
    const isTaken = own.some((variable) => variable.name === name);
    if (isTaken) losses.add(name, "variableTaken");
    return !isTaken;
  });
  if (added.length === 0) return;
  await project.saveEnvironment("", [...own, ...added], project.state.variablesRevision);
}

/** Tools differ in what they take for a name. */
function hasGoodName(losses: Losses): (variable: EnvironmentVariable) => boolean {
  return ({ name }) => {
    if (isVariableName(name)) return true;
    losses.add(name, "variableName");
    return false;
  };
}
