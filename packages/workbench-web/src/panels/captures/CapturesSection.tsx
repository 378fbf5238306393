import { openCapture } from "../../actions/go/openCapture.js";
import { openCaptures } from "../../actions/timeline/openCaptures.js";
import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import { useApp } from "../../ui/AppContext.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { Line, Section } from "../sidebar/Section.js";
import styles from "../sidebar/Sidebar.module.css";

/** The capture that is being written, those that were opened again, and the way to all of them. */
export function CapturesSection() {
  const app = useApp();
  const { tabs, capture } = app.workbench;
  const { t, locale } = useText();
  const { all, activeId } = useObservable(tabs.state);
  const status = useObservable(capture.status);
  const live = all.find((tab) => tab.kind === "capture" && tab.captureId === undefined);
  const folder = all.find((tab) => tab.kind === "captures");
  return (
    <Section title={t("sidebar.captures")}>
      <Line isOn={live !== undefined && live.id === activeId} onPress={() => openCapture.run(app)}>
        <Icon name="record" />
        <span className={styles.name}>{t("capture.live")}</span>
        {status && <span className={styles.number}>{formatCount(status.messages, locale)}</span>}
      </Line>
      {all.map(
        (tab) =>
          tab.kind === "capture" &&
          tab.captureId !== undefined && (
            <Line key={tab.id} isOn={tab.id === activeId} onPress={() => tabs.select(tab.id)}>
              <Icon name="file" />
              <span className={styles.name}>{tab.title}</span>
            </Line>
          ),
      )}
      <Line isOn={folder !== undefined && folder.id === activeId} onPress={() => openCaptures.run(app)}>
        <Icon name="folder" />
        <span className={styles.name}>{t("captures.title")}</span>
      </Line>
    </Section>
  );
}
