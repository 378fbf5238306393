import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { newSocketIo } from "../../actions/connection/newSocketIo.js";
import { newWebSocket } from "../../actions/connection/newWebSocket.js";
import { openChat } from "../../actions/connection/openChat.js";
import { openEcho } from "../../actions/connection/openEcho.js";
import { openCapture } from "../../actions/go/openCapture.js";
import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { Pill } from "../../ui/Pill.js";
import { StateDot } from "../../ui/StateDot.js";
import { useObservable } from "../../ui/useObservable.js";
import { tabTitle } from "../tabs/tabTitle.js";
import styles from "./Sidebar.module.css";

export function Sidebar() {
  const app = useApp();
  const { workbench } = app;
  const { t, locale } = useText();
  const { all, activeId } = useObservable(workbench.tabs.state);
  const session = useObservable(workbench.session.facts);
  const capture = useObservable(workbench.capture.status);
  useObservable(workbench.connections.states);
  const requests = all.filter((tab) => tab.kind === "request");
  const captureTab = all.find((tab) => tab.kind === "capture");
  return (
    <nav className={styles.sidebar} aria-label={t("sidebar.label")} data-area="sidebar">
      <Section
        title={t("sidebar.connections")}
        action={
          <Menu
            label={t("tabs.new")}
            entries={[
              { id: "websocket", label: t("action.newWebSocket"), mark: <Pill protocol="websocket" /> },
              { id: "socket.io", label: t("action.newSocketIo"), mark: <Pill protocol="socket.io" /> },
            ]}
            onAction={(id) => (id === "websocket" ? newWebSocket : newSocketIo).run(app)}
          >
            <IconButton label={t("sidebar.add")}>
              <Icon name="plus" size={12} />
            </IconButton>
          </Menu>
        }
      >
        {requests.length === 0 && <p className={styles.none}>{t("sidebar.none")}</p>}
        {requests.map((tab) => {
          const connection = workbench.connections.of(tab);
          const phase = connection?.phase ?? "idle";
          return (
            <Line key={tab.id} isOn={tab.id === activeId} onPress={() => workbench.tabs.select(tab.id)}>
              <Pill protocol={tab.request.protocol} version={connection?.version ?? tab.request.version} />
              <span className={styles.name}>{tabTitle(tab, workbench, t)}</span>
              <StateDot phase={phase} label={t(`phase.${phase}`)} />
            </Line>
          );
        })}
      </Section>
      <Section title={t("sidebar.captures")}>
        <Line
          isOn={captureTab !== undefined && captureTab.id === activeId}
          onPress={() => openCapture.run(app)}
        >
          <Icon name="record" />
          <span className={styles.name}>{t("capture.live")}</span>
          {capture && <span className={styles.number}>{formatCount(capture.messages, locale)}</span>}
        </Line>
      </Section>
      {session?.playground && (
        <Section title={t("sidebar.playground")}>
          <Line isOn={false} onPress={() => openEcho.run(app)}>
            <Pill protocol="websocket" />
            <span className={styles.name}>{t("playground.echo")}</span>
            <span className={styles.number}>{portOf(session.playground.websocketUrl)}</span>
          </Line>
          <Line isOn={false} onPress={() => openChat.run(app)}>
            <Pill protocol="socket.io" />
            <span className={styles.name}>{t("playground.chat")}</span>
            <span className={styles.number}>{portOf(session.playground.socketIoUrl)}</span>
          </Line>
        </Section>
      )}
    </nav>
  );
}

interface SectionProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Section({ title, action, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <div className={styles.heading}>
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

interface LineProps {
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Line({ isOn, onPress, children }: LineProps) {
  return (
    <Button
      className={isOn ? `${styles.line} ${styles.on}` : (styles.line ?? "")}
      onPress={onPress}
      {...(isOn ? { "aria-current": "page" } : {})}
    >
      {children}
    </Button>
  );
}

function portOf(url: string): string {
  return URL.canParse(url) ? `:${new URL(url).port}` : "";
}
