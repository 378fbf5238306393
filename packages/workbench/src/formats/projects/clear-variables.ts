import type { EnvironmentVariable } from "../../contract/index.js";
import type { Project } from "../../project/index.js";

/** The variables of an environment (`""`: of the project), secrets in clear. */
export async function clearVariables(
  project: Project,
  environment: string,
): Promise<readonly EnvironmentVariable[]> {
  const { variables, environments } = project.state;
  const masked =
    environment === "" ? variables : (environments.find(({ name }) => name === environment)?.variables ?? []);
  const clear: EnvironmentVariable[] = [];
  for (const variable of masked) {
    clear.push(
      variable.secret ? { ...variable, value: await project.reveal(environment, variable.name) } : variable,
    );
  }
  return clear;
}
