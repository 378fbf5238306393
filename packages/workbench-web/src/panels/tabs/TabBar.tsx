import { Tab, TabList } from "react-aria-components/Tabs";
import { closeTab } from "../../actions/connection/closeTab.js";
import { useText } from "../../i18n/index.js";
import { isUnsaved, type Tab as OpenTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Pill } from "../../ui/Pill.js";
import { StateDot } from "../../ui/StateDot.js";
import { useObservable } from "../../ui/useObservable.js";
import { NewTabMenu } from "./NewTabMenu.js";
import styles from "./TabBar.module.css";
import { tabTitle } from "./tabTitle.js";

/** The open tabs, and `+`. Stands inside the `Tabs` that also holds the panel of the open one. */
export function TabBar() {
  const app = useApp();
  const { workbench } = app;
  const { t } = useText();
  const { all, activeId } = useObservable(workbench.tabs.state);
  useObservable(workbench.connections.states);
  useObservable(workbench.session.facts);
  return (
    <div className={styles.bar}>
      {all.length > 0 && (
        <TabList className={styles.list ?? ""} aria-label={t("tabs.label")}>
          {all.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
              <TabFace tab={tab} />
            </Tab>
          ))}
        </TabList>
      )}
      <NewTabMenu label={t("tabs.new")} />
      {activeId !== undefined && (
        <span className={styles.end}>
          <IconButton label={t("action.closeTab")} shortcut={closeTab.keys} onPress={() => closeTab.run(app)}>
            <Icon name="close" size={12} />
          </IconButton>
        </span>
      )}
    </div>
  );
}

const TAB_ICONS = { capture: "record", captures: "folder", scenarios: "play" } as const;

function TabFace({ tab }: { readonly tab: OpenTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const title = <span className={styles.title}>{tabTitle(tab, workbench, t)}</span>;
  if (tab.kind !== "request") {
    return (
      <>
        <Icon name={TAB_ICONS[tab.kind]} size={12} />
        {title}
      </>
    );
  }
  const connection = workbench.connections.of(tab);
  const phase = connection?.phase ?? "idle";
  const { request } = tab.draft;
  const asked = request.protocol === "socket.io" ? request.version : undefined;
  return (
    <>
      <Pill protocol={request.protocol} version={connection?.version ?? asked} />
      {title}
      {tab.file !== undefined && isUnsaved(tab) && (
        <span className={styles.unsaved} role="img" aria-label={t("tabs.unsaved")} />
      )}
      <StateDot phase={phase} label={t(`phase.${phase}`)} />
    </>
  );
}
