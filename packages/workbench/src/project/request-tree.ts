import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Problem, ProjectNode } from "../contract/index.js";
import { ProjectError, projectProblems } from "./problems.js";
import { parseRequest } from "./request-file.js";
import { isMissing, readText, revisionOf } from "./text-file.js";

export const requestEnding = ".yaml";

/** A tree deeper or larger than this is not a person's. */
const maxDepth = 32;
const maxEntries = 20_000;

interface Known {
  /** Changes when the file does. */
  readonly stamp: string;
  readonly node: ProjectNode;
}

/** What lies below `requests/`: read once, then only what changed. Links are passed over. */
export class RequestTree {
  readonly #root: string;
  #known = new Map<string, Known>();
  #directories: string[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** The folders of the last scan, to be watched. */
  get directories(): readonly string[] {
    return this.#directories;
  }

  async scan(): Promise<readonly ProjectNode[]> {
    const before = this.#known;
    this.#known = new Map();
    this.#directories = [];
    return await this.#scanFolder([], before);
  }

  async #scanFolder(
    segments: readonly string[],
    before: ReadonlyMap<string, Known>,
  ): Promise<readonly ProjectNode[]> {
    const folder = join(this.#root, ...segments);
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
    this.#directories.push(folder);
    const nodes: ProjectNode[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith(".") || this.#known.size >= maxEntries) continue;
      if (entry.isDirectory() && segments.length < maxDepth) {
        const inside = [...segments, entry.name];
        const children = await this.#scanFolder(inside, before);
        nodes.push({ kind: "folder", path: inside.join("/"), name: entry.name, children });
      } else if (entry.isFile() && entry.name.endsWith(requestEnding)) {
        nodes.push(await this.#scanFile(segments, entry.name, before));
      }
    }
    return nodes.sort(inOrder);
  }

  async #scanFile(
    segments: readonly string[],
    fileName: string,
    before: ReadonlyMap<string, Known>,
  ): Promise<ProjectNode> {
    const baseName = fileName.slice(0, -requestEnding.length);
    const path = [...segments, baseName].join("/");
    const file = join(this.#root, ...segments, fileName);
    const stamp = await stampOf(file);
    const old = before.get(path);
    const node = old && old.stamp === stamp ? old.node : await readNode(file, path, baseName);
    this.#known.set(path, { stamp, node });
    return node;
  }
}

async function stampOf(file: string): Promise<string> {
  const { mtimeNs, ctimeNs, size, ino } = await stat(file, { bigint: true });
  return `${mtimeNs} ${ctimeNs} ${size} ${ino}`;
}

async function readNode(file: string, path: string, baseName: string): Promise<ProjectNode> {
  const shownFile = `requests/${path}${requestEnding}`;
  try {
    const text = (await readText(file)) ?? "";
    const { name, request, status, tags } = parseRequest(shownFile, text, baseName);
    return {
      kind: "request",
      path,
      name,
      protocol: request.protocol,
      ...(status !== undefined && { status }),
      ...(tags !== undefined && { tags }),
      revision: revisionOf(text),
    };
  } catch (error) {
    return { kind: "broken", path, name: baseName, problem: problemOf(error, shownFile) };
  }
}

/** What to tell about a file of the project that was not read. */
export function problemOf(error: unknown, file: string): Problem {
  if (error instanceof ProjectError) return error.problem;
  return projectProblems.fileUnreadable(file, error instanceof Error ? error.message : String(error));
}

/** Folders first, then by name as people sort: 2 before 10. */
function inOrder(one: ProjectNode, other: ProjectNode): number {
  const isFolder = (node: ProjectNode) => (node.kind === "folder" ? 0 : 1);
  return isFolder(one) - isFolder(other) || collator.compare(one.name, other.name);
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
