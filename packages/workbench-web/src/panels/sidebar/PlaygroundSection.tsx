import { openChat } from "../../actions/connection/openChat.js";
import { openEcho } from "../../actions/connection/openEcho.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Pill } from "../../ui/Pill.js";
import { useObservable } from "../../ui/useObservable.js";
import { Line, Section } from "./Section.js";
import styles from "./Sidebar.module.css";

/** The servers that start with the workbench. */
export function PlaygroundSection() {
  const app = useApp();
  const { t } = useText();
  const playground = useObservable(app.workbench.session.facts)?.playground;
  if (playground === undefined) return null;
  return (
    <Section title={t("sidebar.playground")}>
      <Line isOn={false} onPress={() => openEcho.run(app)}>
        <Pill protocol="websocket" />
        <span className={styles.name}>{t("playground.echo")}</span>
        <span className={styles.number}>{portOf(playground.websocketUrl)}</span>
      </Line>
      <Line isOn={false} onPress={() => openChat.run(app)}>
        <Pill protocol="socket.io" />
        <span className={styles.name}>{t("playground.chat")}</span>
        <span className={styles.number}>{portOf(playground.socketIoUrl)}</span>
      </Line>
    </Section>
  );
}

function portOf(url: string): string {
  return URL.canParse(url) ? `:${new URL(url).port}` : "";
}
