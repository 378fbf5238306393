import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { type Position, ScenarioError } from "../errors.js";

export type Path = readonly (string | number)[];

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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const fault = document.errors[0];
  if (fault) throw new ScenarioError("SCENARIO_SYNTAX", at(fault.pos[0]), fault.message.split("\n")[0] ?? "");
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ScenarioError("SCENARIO_SYNTAX", at(0), why, { cause: error });
  }

  const nodeAt = (path: Path): Node | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node)) return node;
    }
    return undefined;
  };
  const positionOf = (path: Path) => at(nodeAt(path)?.range?.[0] ?? 0);
  return {
    file,
    value,
    positionOf,
    positionOfKey(path, key) {
      const map = path.length === 0 ? document.contents : document.getIn(path, true);
      if (isMap(map)) {
        for (const { key: found } of map.items) {
          if (isScalar(found) && String(found.value) === key) return at(found.range?.[0] ?? 0);
        }
      }
      return positionOf(path);
    },
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}
