import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { ProjectNode, SavedRequest } from "../../src/contract/index.js";
import { Project } from "../../src/project/index.js";

/** A folder of its own with these files, gone after the test. */
export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-project-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await put(folder, name, text);
  return folder;
}

export async function put(folder: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

export function textIn(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), "utf8");
}

export async function openProject(files: Readonly<Record<string, string>> = {}) {
  const directory = await folderWith(files);
  const stateDirectory = await folderWith();
  const waiting = new Set<() => void>();
  const open = () =>
    Project.open({
      directory,
      stateDirectory,
      onChange: () => {
        for (const check of waiting) check();
      },
    });
  const project = await open();
  onTestFinished(() => project.close());
  /** Resolves when what the project tells satisfies the condition. */
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = () => {
        if (!holds()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { project, directory, reopen: open, until };
}

/** The tree as lines, broken files marked. */
export function outline(nodes: readonly ProjectNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "folder") return [`${node.path}/`, ...outline(node.children)];
    return [node.kind === "broken" ? `${node.path} !` : node.path];
  });
}

export const echo: SavedRequest = {
  name: "Echo",
  request: { protocol: "websocket", url: "ws://{{host}}/echo" },
  messages: [{ id: "m1", name: "hello", message: { kind: "text", body: "hello {{$uuid}}" } }],
};
