import { type Document, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import {
  isMapping,
  LocatedYaml,
  type Path,
  type Position,
  pairOf,
  YamlSyntaxError,
} from "../yaml-files/index.js";
import { ProjectError, projectProblems } from "./problems.js";

/** A YAML file of a person: what it says, and where; changed without losing comments and order. */
export class YamlDocument {
  readonly #yaml: LocatedYaml;

  /** Throws a `ProjectError` that tells the position of what is not YAML. */
  static parse(file: string, text: string): YamlDocument {
    return new YamlDocument(asProjectError(() => LocatedYaml.parse(file, text)));
  }

  static empty(file: string): YamlDocument {
    return new YamlDocument(LocatedYaml.empty(file));
  }

  private constructor(yaml: LocatedYaml) {
    this.#yaml = yaml;
  }

  /** An empty file is an empty mapping. */
  get value(): unknown {
    return asProjectError(() => this.#yaml.toValue()) ?? {};
  }

  /** What is wrong with the value at `path`, or with a key of the mapping there. */
  errorAt(path: Path, reason: string, key?: string): ProjectError {
    const position = key === undefined ? this.#yaml.positionOf(path) : this.#yaml.positionOfKey(path, key);
    return errorAt(position, reason);
  }

  /** Makes the file say `value`; what stays the same keeps its comments, its place and its style. */
  update(value: Readonly<Record<string, unknown>>): void {
    const { contents } = this.#yaml.document;
    const head = headComment(contents);
    const updated = merged(this.#yaml.document, contents, value);
    this.#yaml.document.contents = updated as typeof contents;
    // What stands at the head of a file is said of the file, also when its first entry goes.
    const first = isMap(updated) ? updated.items[0]?.key : undefined;
    if (head !== undefined && isScalar(first) && headComment(updated) === undefined)
      first.commentBefore = head;
  }

  toString(): string {
    return this.#yaml.document.toString({ lineWidth: 0 });
  }
}

function asProjectError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof YamlSyntaxError) throw errorAt(error.at, error.message);
    throw error;
  }
}

function errorAt(position: Position, reason: string): ProjectError {
  return new ProjectError(projectProblems.fileInvalid(position, reason.replace(/\.$/, "")));
}

function headComment(contents: unknown): string | undefined {
  const first = isMap(contents) ? contents.items[0]?.key : undefined;
  return (isScalar(first) && first.commentBefore) || undefined;
}

function merged(document: Document, node: unknown, value: unknown): Node {
  if (isMap(node) && isMapping(value)) return mergedMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) {
    const old = [...node.items];
    node.items = value.map((item, at) => merged(document, takeLike(old, item, at), item));
    return node;
  }
  if (isScalar(node) && !isMapping(value) && !Array.isArray(value)) {
    // A number where a text is meant says the same, and stays as a person wrote it.
    if (node.value !== value && String(node.value) !== value) node.value = value;
    return node;
  }
  const created = document.createNode(value) as Node;
  if (isNode(node)) {
    created.comment = node.comment;
    created.commentBefore = node.commentBefore;
    created.spaceBefore = node.spaceBefore;
  }
  return created;
}

function mergedMap(document: Document, map: YAMLMap, value: Readonly<Record<string, unknown>>): Node {
  map.items = map.items.filter(({ key }) => Object.hasOwn(value, String(isScalar(key) ? key.value : key)));
  for (const [name, item] of Object.entries(value)) {
    const pair = pairOf(map, name);
    if (pair) pair.value = merged(document, pair.value, item);
    else map.add(document.createPair(name, item));
  }
  return map;
}

/** The old item of a list that became this one: the one of the same id or name, else one without in its place. */
function takeLike(old: unknown[], item: unknown, at: number): unknown {
  for (const key of ["id", "name", "event"]) {
    if (!isMapping(item) || item[key] === undefined) continue;
    const like = old.findIndex((node) => isMap(node) && node.get(key) === item[key]);
    if (like !== -1) return old.splice(like, 1, undefined)[0];
  }
  const inPlace = old[at];
  const isAnother = isMapping(item) && isMap(inPlace) && inPlace.has("id");
  return isAnother ? undefined : old.splice(at, 1, undefined)[0];
}
