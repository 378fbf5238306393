import { type KeyboardEvent, useMemo } from "react";
import { Tree } from "react-aria-components/Tree";
import type { ProjectNode } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { eachNode, filterTree, findNode } from "../../model/project/tree.js";
import { useApp } from "../../ui/AppContext.js";
import { useObservable } from "../../ui/useObservable.js";
import { nodeActions } from "./nodeActions.js";
import styles from "./ProjectTree.module.css";
import { ProjectTreeItem, treeItems } from "./ProjectTreeItem.js";
import { useProjectDrag } from "./useProjectDrag.js";

export interface ProjectTreeProps {
  readonly tree: readonly ProjectNode[];
  /** Only nodes that hold this text, with their folders. */
  readonly filter: string;
  /** The file of the tab that is open. */
  readonly activePath: string | undefined;
}

/** Folders and requests as they lie on the disk. */
export function ProjectTree({ tree, filter, activePath }: ProjectTreeProps) {
  const app = useApp();
  const { t } = useText();
  const { expandedFolders } = app.preferences;
  const expanded = useObservable(expandedFolders);
  const shown = useMemo(() => filterTree(tree, filter), [tree, filter]);
  const items = useMemo(() => treeItems(shown), [shown]);
  const isFiltered = filter.trim() !== "";
  const dragAndDropHooks = useProjectDrag(app.workbench.project);
  const find = (key: unknown) => findNode(tree, String(key));
  const open = (node: ProjectNode) => {
    if (node.kind === "request") void app.workbench.files.open(node.path);
    else if (node.kind === "broken") app.overlay.set({ kind: "broken", node });
    else if (!isFiltered) expandedFolders.update((paths) => toggled(paths, node.path));
  };
  const pressKey = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== "row") return;
    const node = find(event.target.dataset.key);
    const action = node && nodeActions(node).find(({ key }) => key === event.key);
    if (node === undefined || action === undefined) return;
    event.preventDefault();
    action.run(app, node);
  };
  if (items.length === 0) {
    return <p className={styles.none}>{isFiltered ? t("project.noneFound") : t("project.empty")}</p>;
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys that the rows of the tree leave
    <div onKeyDown={pressKey}>
      <Tree
        className={styles.tree ?? ""}
        aria-label={t("project.tree")}
        items={items}
        dependencies={[activePath]}
        expandedKeys={isFiltered ? foldersIn(shown) : expanded}
        onExpandedChange={(keys) => {
          if (!isFiltered) expandedFolders.set([...keys].map(String));
        }}
        onAction={(key) => {
          const node = find(key);
          if (node) open(node);
        }}
        dragAndDropHooks={dragAndDropHooks}
      >
        {(item) => <ProjectTreeItem item={item} activePath={activePath} />}
      </Tree>
    </div>
  );
}

function foldersIn(nodes: readonly ProjectNode[]): readonly string[] {
  return [...eachNode(nodes)].filter((node) => node.kind === "folder").map((node) => node.path);
}

function toggled(paths: readonly string[], path: string): readonly string[] {
  return paths.includes(path) ? paths.filter((one) => one !== path) : [...paths, path];
}
