export { type DynamicVariable, dynamicVariables } from "./dynamic.js";
export { resolveMessage, resolveRequest, resolveText } from "./resolve.js";
export { emptyScope, mask, type Scope, scopeOf, type Variable, variableInfos } from "./scope.js";
export { maskSecrets } from "./secrets.js";
export { SessionVariables } from "./session.js";
export { isVariableName, parseTemplate, type TemplatePart } from "./template.js";
