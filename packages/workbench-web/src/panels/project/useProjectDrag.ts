import { type DragAndDropHooks, useDragAndDrop } from "react-aria-components/useDragAndDrop";
import type { Project } from "../../model/project/project.js";
import { findNode, folderOf } from "../../model/project/tree.js";
import type { ProjectItem } from "./ProjectTreeItem.js";

/**
 * Moving by drag, and by keyboard from the grip of a line. Dropped on a folder it lands in that, between two
 * lines in the folder of these; the order in a folder is the disk's.
 */
export function useProjectDrag(project: Project): DragAndDropHooks<ProjectItem> {
  const { dragAndDropHooks } = useDragAndDrop<ProjectItem>({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": String(key) })),
    shouldAcceptItemDrop: (target) => findNode(project.tree, String(target.key))?.kind === "folder",
    onMove: ({ keys, target }) => {
      const path = String(target.key);
      const folder = target.dropPosition === "on" ? path : folderOf(path);
      for (const key of keys) void project.moveInto(String(key), folder);
    },
  });
  return dragAndDropHooks;
}
