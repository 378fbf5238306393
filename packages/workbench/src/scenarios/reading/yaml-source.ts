import { LocatedYaml, type Path, YamlSyntaxError } from "../../yaml-files/index.js";
import { type Position, ScenarioError } from "../errors.js";

/** A YAML file as values, and where each of them stands. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** The position of a value, or of the nearest one around it that stands in the file. */
  positionOf(path: Path): Position;
  /** The position of a key of the mapping at `path`. */
  positionOfKey(path: Path, key: string): Position;
}

/** Throws `SCENARIO_SYNTAX`. */
export function readYaml(file: string, text: string): YamlSource {
  try {
    const yaml = LocatedYaml.parse(file, text);
    return {
      file,
      value: yaml.toValue(),
      positionOf: (path) => yaml.positionOf(path),
      positionOfKey: (path, key) => yaml.positionOfKey(path, key),
    };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    throw new ScenarioError("SCENARIO_SYNTAX", error.at, error.message, { cause: error });
  }
}
