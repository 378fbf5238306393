import { openScenarios } from "../../actions/go/openScenarios.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { Line, Section } from "../sidebar/Section.js";
import styles from "../sidebar/Sidebar.module.css";

/** The way to the scenarios. */
export function ScenariosSection() {
  const app = useApp();
  const { t } = useText();
  const { all, activeId } = useObservable(app.workbench.tabs.state);
  const open = all.find((tab) => tab.kind === "scenarios");
  return (
    <Section title={t("sidebar.automation")}>
      <Line isOn={open !== undefined && open.id === activeId} onPress={() => openScenarios.run(app)}>
        <Icon name="play" />
        <span className={styles.name}>{t("scenarios.title")}</span>
      </Line>
    </Section>
  );
}
