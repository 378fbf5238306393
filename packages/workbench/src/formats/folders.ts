import type { SavedRequest } from "../contract/index.js";
import type { CollectionRequest } from "./collection.js";

export type Tree<T> =
  | { readonly kind: "folder"; readonly name: string; readonly children: readonly Tree<T>[] }
  | { readonly kind: "leaf"; readonly value: T };

/** Requests as a tree of their folders, both in the order in which they first appear. */
export function inFolders(requests: readonly CollectionRequest[]): readonly Tree<SavedRequest>[] {
  return level(requests, 0);
}

function level(requests: readonly CollectionRequest[], depth: number): readonly Tree<SavedRequest>[] {
  const folders = new Map<string, CollectionRequest[]>();
  const nodes: (SavedRequest | string)[] = [];
  for (const request of requests) {
    const name = request.folders[depth];
    if (name === undefined) {
      nodes.push(request.saved);
      continue;
    }
    const members = folders.get(name);
    if (members) members.push(request);
    else {
      folders.set(name, [request]);
      nodes.push(name);
    }
  }
  return nodes.map((node) =>
    typeof node === "string"
      ? { kind: "folder", name: node, children: level(folders.get(node) ?? [], depth + 1) }
      : { kind: "leaf", value: node },
  );
}
