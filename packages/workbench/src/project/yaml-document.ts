import {
  Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { ProjectError, projectProblems } from "./problems.js";

export type ValuePath = readonly (string | number)[];

/** A YAML file of a person: what it says, and where; changed without losing comments and order. */
export class YamlDocument {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /** Throws a `ProjectError` that tells the position of what is not YAML. */
  static parse(file: string, text: string): YamlDocument {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const yaml = new YamlDocument(file, document, lines);
    const [fault] = document.errors;
    if (fault) throw yaml.#error(fault.pos[0], fault.message.split("\n")[0] ?? "it is not YAML");
    return yaml;
  }

  static empty(file: string): YamlDocument {
    return new YamlDocument(file, new Document({}), new LineCounter());
  }

  private constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  /** An empty file is an empty mapping. */
  get value(): unknown {
    try {
      return this.#document.toJS() ?? {};
    } catch (error) {
      throw this.#error(0, error instanceof Error ? error.message : String(error));
    }
  }

  /** What is wrong with the value at `path`, or with a key of the mapping there. */
  errorAt(path: ValuePath, reason: string, key?: string): ProjectError {
    const node = this.#nodeAt(path);
    const pair = key !== undefined && isMap(node) ? pairOf(node, key) : undefined;
    const keyNode = isNode(pair?.key) ? pair.key : undefined;
    return this.#error((keyNode ?? node)?.range?.[0] ?? 0, reason);
  }

  /** Makes the file say `value`; what stays the same keeps its comments, its place and its style. */
  update(value: Readonly<Record<string, unknown>>): void {
    const { contents } = this.#document;
    const head = headComment(contents);
    const updated = merged(this.#document, contents, value);
    this.#document.contents = updated as typeof contents;
    // What stands at the head of a file is said of the file, also when its first entry goes.
    const first = isMap(updated) ? updated.items[0]?.key : undefined;
    if (head !== undefined && isScalar(first) && headComment(updated) === undefined)
      first.commentBefore = head;
  }

  toString(): string {
    return this.#document.toString({ lineWidth: 0 });
  }

  /** The node at `path`, or the nearest one around it that stands in the file. */
  #nodeAt(path: ValuePath): Node | undefined {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node)) return node;
    }
    return this.#document.contents ?? undefined;
  }

  #error(offset: number, reason: string): ProjectError {
    const { line, col } = this.#lines.linePos(offset);
    const position = { file: this.#file, line: Math.max(1, line), column: Math.max(1, col) };
    return new ProjectError(projectProblems.fileInvalid(position, reason.replace(/\.$/, "")));
  }
}

function headComment(contents: unknown): string | undefined {
  const first = isMap(contents) ? contents.items[0]?.key : undefined;
  return (isScalar(first) && first.commentBefore) || undefined;
}

function merged(document: Document, node: unknown, value: unknown): Node {
  if (isMap(node) && isRecord(value)) return mergedMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) {
    const old = [...node.items];
    node.items = value.map((item, at) => merged(document, takeLike(old, item, at), item));
    return node;
  }
  if (isScalar(node) && !isRecord(value) && !Array.isArray(value)) {
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
    if (!isRecord(item) || item[key] === undefined) continue;
    const like = old.findIndex((node) => isMap(node) && node.get(key) === item[key]);
    if (like !== -1) return old.splice(like, 1, undefined)[0];
  }
  const inPlace = old[at];
  const isAnother = isRecord(item) && isMap(inPlace) && inPlace.has("id");
  return isAnother ? undefined : old.splice(at, 1, undefined)[0];
}

function pairOf(map: YAMLMap, name: string) {
  return map.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
