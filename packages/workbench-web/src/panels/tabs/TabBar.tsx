import { Tab, TabList } from "react-aria-components/Tabs";
import { closeTab } from "../../actions/connection/closeTab.js";
import { newSocketIo } from "../../actions/connection/newSocketIo.js";
import { newWebSocket } from "../../actions/connection/newWebSocket.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { Pill } from "../../ui/Pill.js";
import { StateDot } from "../../ui/StateDot.js";
import { useObservable } from "../../ui/useObservable.js";
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
          {all.map((tab) => {
            const connection = workbench.connections.of(tab);
            const phase = connection?.phase ?? "idle";
            return (
              <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
                {tab.kind === "request" ? (
                  <Pill
                    protocol={tab.request.protocol}
                    version={connection?.version ?? tab.request.version}
                  />
                ) : (
                  <Icon name="record" size={12} />
                )}
                <span className={styles.title}>{tabTitle(tab, workbench, t)}</span>
                {tab.kind === "request" && <StateDot phase={phase} label={t(`phase.${phase}`)} />}
              </Tab>
            );
          })}
        </TabList>
      )}
      <Menu
        label={t("tabs.new")}
        entries={[
          {
            id: "websocket",
            label: t("action.newWebSocket"),
            mark: <Pill protocol="websocket" />,
            shortcut: newWebSocket.keys,
          },
          {
            id: "socket.io",
            label: t("action.newSocketIo"),
            mark: <Pill protocol="socket.io" />,
            shortcut: newSocketIo.keys,
          },
        ]}
        onAction={(id) => (id === "websocket" ? newWebSocket : newSocketIo).run(app)}
      >
        <IconButton label={t("tabs.new")}>
          <Icon name="plus" />
        </IconButton>
      </Menu>
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
