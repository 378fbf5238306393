import type { ProjectNode } from "signalbox/contract";
import { describe, expect, it } from "vitest";
import {
  fileName,
  filterTree,
  findNode,
  folderOf,
  foldersOf,
  freePath,
  isWithin,
} from "../../../src/model/project/tree.js";

const request = (path: string, tags: readonly string[] = []): ProjectNode => ({
  kind: "request",
  path,
  name: path.slice(path.lastIndexOf("/") + 1),
  protocol: "websocket",
  tags,
  revision: "1",
});
const tree: readonly ProjectNode[] = [
  {
    kind: "folder",
    path: "rooms",
    name: "rooms",
    children: [
      request("rooms/join"),
      {
        kind: "folder",
        path: "rooms/old",
        name: "old",
        children: [request("rooms/old/leave", ["legacy"])],
      },
    ],
  },
  request("ticker"),
];

describe("the tree of a project", () => {
  it("finds nodes and folders at any depth", () => {
    expect(findNode(tree, "rooms/old/leave")?.name).toBe("leave");
    expect(foldersOf(tree).map(({ path }) => path)).toEqual(["rooms", "rooms/old"]);
    expect(folderOf("rooms/old/leave")).toBe("rooms/old");
    expect([isWithin("rooms/old", "rooms"), isWithin("rooms2", "rooms")]).toEqual([true, false]);
  });

  it("is filtered by name, path and tag, folders kept around what matches", () => {
    expect(findNode(filterTree(tree, "LEGACY"), "rooms/old/leave")).toBeDefined();
    expect(findNode(filterTree(tree, "legacy"), "rooms/join")).toBeUndefined();
    expect(filterTree(tree, "tick").map(({ path }) => path)).toEqual(["ticker"]);
    expect(filterTree(tree, "nothing of the kind")).toEqual([]);
  });

  it("gives a new thing a name that is free and that a file can have", () => {
    expect(freePath(tree, "", "ticker")).toBe("ticker 2");
    expect(freePath(tree, "rooms", "ticker")).toBe("rooms/ticker");
    expect(fileName("localhost:8080/chat?")).toBe("localhost-8080-chat-");
    expect(fileName("...")).toBe("request");
  });
});
