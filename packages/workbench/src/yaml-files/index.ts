export { LocatedYaml, type Path, type Position, pairOf, YamlSyntaxError } from "./located-yaml.js";
export { nearest } from "./nearest.js";
export { isMapping, pathOf, typeNames } from "./schema-faults.js";
