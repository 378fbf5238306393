import { Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";

/** Where in a file something stands; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** A text that is not YAML. */
export class YamlSyntaxError extends Error {
  readonly at: Position;

  constructor(at: Position, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = "YamlSyntaxError";
    this.at = at;
  }
}

/** A YAML file as a document, and where in the file each of its values stands. */
export class LocatedYaml {
  readonly file: string;
  readonly document: Document;
  readonly #lines: LineCounter;

  /** Throws a `YamlSyntaxError`. */
  static parse(file: string, text: string): LocatedYaml {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const yaml = new LocatedYaml(file, document, lines);
    const [fault] = document.errors;
    if (fault) {
      throw new YamlSyntaxError(yaml.#at(fault.pos[0]), fault.message.split("\n")[0] ?? "it is not YAML");
    }
    return yaml;
  }

  static empty(file: string): LocatedYaml {
    return new LocatedYaml(file, new Document({}), new LineCounter());
  }

  private constructor(file: string, document: Document, lines: LineCounter) {
    this.file = file;
    this.document = document;
    this.#lines = lines;
  }

  /** Null for an empty file. Throws a `YamlSyntaxError` where aliases cannot be followed. */
  toValue(): unknown {
    try {
      return this.document.toJS();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new YamlSyntaxError(this.#at(0), reason, { cause: error });
    }
  }

  /** Of the value at a path, or the nearest one around it that stands in the file. */
  positionOf(path: Path): Position {
    return this.#at(this.#nodeAt(path)?.range?.[0] ?? 0);
  }

  /** Of a key of the mapping at a path. */
  positionOfKey(path: Path, key: string): Position {
    const node = this.#nodeAt(path);
    const found = isMap(node) ? pairOf(node, key)?.key : undefined;
    return isNode(found) ? this.#at(found.range?.[0] ?? 0) : this.positionOf(path);
  }

  #nodeAt(path: Path): Node | undefined {
    for (let length = path.length; length > 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true);
      if (isNode(node)) return node;
    }
    return this.document.contents ?? undefined;
  }

  #at(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

export function pairOf(map: YAMLMap, name: string) {
  return map.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
}
