import type { SavedRequest } from "../../contract/index.js";
import { Project } from "../../project/index.js";
import { stateDirectory } from "../../state-directory.js";
import type { Variable } from "../../variables/index.js";

/** What a command needs of a project, read once. */
export interface OpenedProject {
  readonly variables: readonly (readonly Variable[])[];
  /** `requests/chat/login`, with its ending or without. */
  readRequest(file: string): Promise<SavedRequest>;
  readFile(path: string): Promise<Buffer>;
}

/** Scripts name their environment: what a person chose in the page does not count here. */
export async function openProject(
  directory: string,
  environment: string | undefined,
): Promise<OpenedProject> {
  const project = await Project.open({ directory, stateDirectory: stateDirectory() });
  const variables = project.variablesIn(environment);
  await project.close();
  return {
    variables,
    async readRequest(file) {
      const path = file.replace(/^(?:\.\/)?requests\//, "").replace(/\.yaml$/, "");
      return (await project.readRequest(path)).saved;
    },
    readFile: (path) => project.readFile(path),
  };
}
