import type { ProjectNode } from "signalbox/contract";
import type { PlainKey } from "../../i18n/index.js";
import type { App } from "../../model/app.js";
import type { IconName } from "../../ui/Icon.js";

/** Something that can be done to one line of the tree: by its menu, or by a key while it has the focus. */
export interface NodeAction {
  readonly id: string;
  readonly label: PlainKey;
  readonly icon: IconName;
  readonly key?: string;
  readonly run: (app: App, node: ProjectNode) => void;
}

const open: NodeAction = {
  id: "open",
  label: "project.open",
  icon: "right",
  run: (app, node) => void app.workbench.files.open(node.path),
};
const newFolder: NodeAction = {
  id: "newFolder",
  label: "action.newFolder",
  icon: "folder",
  run: (app, node) => app.overlay.set({ kind: "newFolder", parent: node.path }),
};
const rename: NodeAction = {
  id: "rename",
  label: "project.rename",
  icon: "edit",
  key: "F2",
  run: (app, node) => app.overlay.set({ kind: "rename", node }),
};
const move: NodeAction = {
  id: "move",
  label: "project.moveTo",
  icon: "right",
  key: "F6",
  run: (app, node) => app.overlay.set({ kind: "move", node }),
};
const duplicate: NodeAction = {
  id: "duplicate",
  label: "project.duplicate",
  icon: "copy",
  run: (app, node) => void app.workbench.project.duplicate(node.path),
};
const exportIt: NodeAction = {
  id: "export",
  label: "action.exportRequests",
  icon: "up",
  run: (app, node) => app.overlay.set({ kind: "exportRequests", path: node.path }),
};
const remove: NodeAction = {
  id: "delete",
  label: "project.delete",
  icon: "close",
  key: "Delete",
  run: (app, node) => void app.workbench.project.delete(node),
};

export function nodeActions(node: ProjectNode): readonly NodeAction[] {
  switch (node.kind) {
    case "folder":
      return [newFolder, rename, move, duplicate, exportIt, remove];
    case "request":
      return [open, rename, move, duplicate, exportIt, remove];
    case "broken":
      return [move, remove];
  }
}
