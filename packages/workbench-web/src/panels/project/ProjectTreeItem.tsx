import { Button } from "react-aria-components/Button";
import { Collection } from "react-aria-components/Collection";
import { TreeItem, TreeItemContent } from "react-aria-components/Tree";
import type { ProjectNode } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { Pill } from "../../ui/Pill.js";
import { StateDot } from "../../ui/StateDot.js";
import { useObservable } from "../../ui/useObservable.js";
import { nodeActions } from "./nodeActions.js";
import styles from "./ProjectTree.module.css";

/** A node as a collection wants it: named by its id. */
export interface ProjectItem {
  readonly id: string;
  readonly node: ProjectNode;
  readonly children: readonly ProjectItem[];
}

export function treeItems(nodes: readonly ProjectNode[]): readonly ProjectItem[] {
  return nodes.map((node) => ({
    id: node.path,
    node,
    children: node.kind === "folder" ? treeItems(node.children) : [],
  }));
}

export interface ProjectTreeItemProps {
  readonly item: ProjectItem;
  readonly activePath: string | undefined;
}

export function ProjectTreeItem({ item, activePath }: ProjectTreeItemProps) {
  const app = useApp();
  const { t } = useText();
  const { node } = item;
  const actions = nodeActions(node);
  const isOn = node.path === activePath;
  return (
    <TreeItem
      id={node.path}
      textValue={node.name}
      className={isOn ? `${styles.item} ${styles.on}` : (styles.item ?? "")}
      {...(isOn ? { "aria-current": "page" } : {})}
    >
      <TreeItemContent>
        {({ level }) => (
          <div className={styles.line} style={{ paddingLeft: 12 + (level - 1) * 13 }}>
            {node.kind === "folder" ? (
              <Button slot="chevron" className={styles.chevron ?? ""}>
                <Icon name="chevronRight" size={12} />
              </Button>
            ) : null}
            <Mark node={node} />
            <span className={node.kind === "broken" ? `${styles.name} ${styles.broken}` : styles.name}>
              {node.name}
            </span>
            <OpenState path={node.path} />
            <Button
              slot="drag"
              className={styles.grip ?? ""}
              aria-label={t("project.drag", { name: node.name })}
            >
              <Icon name="grip" size={12} />
            </Button>
            <span className={styles.more}>
              <Menu
                label={t("project.more", { name: node.name })}
                entries={actions.map(({ id, label, icon, key }) => ({
                  id,
                  label: t(label),
                  icon,
                  shortcut: key,
                }))}
                onAction={(id) => actions.find((action) => action.id === id)?.run(app, node)}
              >
                <IconButton label={t("project.more", { name: node.name })}>
                  <Icon name="more" />
                </IconButton>
              </Menu>
            </span>
          </div>
        )}
      </TreeItemContent>
      {node.kind === "folder" && (
        <Collection items={item.children} dependencies={[activePath]}>
          {(child) => <ProjectTreeItem item={child} activePath={activePath} />}
        </Collection>
      )}
    </TreeItem>
  );
}

function Mark({ node }: { readonly node: ProjectNode }) {
  if (node.kind === "request") return <Pill protocol={node.protocol} />;
  return node.kind === "broken" ? (
    <span className={styles.broken}>
      <Icon name="problem" />
    </span>
  ) : null;
}

/** How the connection of a request that is open stands. */
function OpenState({ path }: { readonly path: string }) {
  const { tabs, connections } = useApp().workbench;
  const { t } = useText();
  useObservable(connections.states);
  useObservable(tabs.state);
  const phase = connections.of(tabs.requests().find((tab) => tab.file?.path === path))?.phase;
  if (phase === undefined || phase === "idle") return null;
  return <StateDot phase={phase} label={t(`phase.${phase}`)} />;
}
