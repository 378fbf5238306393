import type { ProjectNode } from "signalbox/contract";

export type FolderNode = Extract<ProjectNode, { kind: "folder" }>;

/** The last part of a path, which names the file or folder. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder that a path lies in; empty for the top. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "" : path.slice(0, at);
}

export function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Whether a path is a folder's own or lies in it, at any depth. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

export function* eachNode(nodes: readonly ProjectNode[]): Generator<ProjectNode> {
  for (const node of nodes) {
    yield node;
    if (node.kind === "folder") yield* eachNode(node.children);
  }
}

export function findNode(nodes: readonly ProjectNode[], path: string): ProjectNode | undefined {
  for (const node of eachNode(nodes)) if (node.path === path) return node;
  return undefined;
}

export function foldersOf(nodes: readonly ProjectNode[]): readonly FolderNode[] {
  return [...eachNode(nodes)].filter((node) => node.kind === "folder");
}

/** What is left when only nodes are kept whose name, path or tags hold the text, with the folders they lie in. */
export function filterTree(nodes: readonly ProjectNode[], text: string): readonly ProjectNode[] {
  const sought = text.trim().toLocaleLowerCase();
  if (sought === "") return nodes;
  return nodes.flatMap((node): readonly ProjectNode[] => {
    if (node.kind === "folder") {
      if (node.name.toLocaleLowerCase().includes(sought)) return [node];
      const children = filterTree(node.children, text);
      return children.length === 0 ? [] : [{ ...node, children }];
    }
    const words = [node.name, node.path, ...(node.kind === "request" ? (node.tags ?? []) : [])];
    return words.some((word) => word.toLocaleLowerCase().includes(sought)) ? [node] : [];
  });
}

/** A path of that name in the folder which nothing has yet: `name`, `name 2`, `name 3`. */
export function freePath(nodes: readonly ProjectNode[], folder: string, name: string): string {
  const taken = new Set([...eachNode(nodes)].map((node) => node.path.toLocaleLowerCase()));
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${name} ${number}`);
    if (!taken.has(path.toLocaleLowerCase())) return path;
  }
}

/** A name as a file can have it: no separators, no signs that some system refuses, not hidden. */
export function fileName(name: string): string {
  const safe = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no file system of ours should meet them
    .replace(/[\\/:*?"<>|\u0000-\u001f]+/g, "-")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return safe === "" ? "request" : safe;
}
