export { ProjectError, projectProblems } from "./problems.js";
export { Project, type ProjectOptions } from "./project.js";
export { type Misfit, misfitOf, type SchemaName } from "./schema.js";
