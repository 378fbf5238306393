import type { ProjectNode } from "../../contract/index.js";
import type { Project } from "../../project/index.js";
import type { Collection, CollectionRequest } from "../collection.js";
import { clearVariables } from "./clear-variables.js";

/**
 * The requests at or below a path of a project (`""`: all of them), with the project's variables and
 * environments, secrets in clear.
 */
export async function collectionFrom(project: Project, path: string): Promise<Collection> {
  const { state } = project;
  const requests: CollectionRequest[] = [];
  for (const found of requestPaths(state.tree)) {
    if (path !== "" && found !== path && !found.startsWith(`${path}/`)) continue;
    const { saved } = await project.readRequest(found);
    requests.push({ folders: found.split("/").slice(0, -1), saved });
  }
  const environments = [];
  for (const { name } of state.environments) {
    environments.push({ name, variables: await clearVariables(project, name) });
  }
  return { name: state.name, requests, variables: await clearVariables(project, ""), environments };
}

function requestPaths(nodes: readonly ProjectNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "folder") return requestPaths(node.children);
    return node.kind === "request" ? [node.path] : [];
  });
}
