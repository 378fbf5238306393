import { useText } from "../../i18n/index.js";
import { CapturesSection } from "../captures/CapturesSection.js";
import { ProjectSection } from "../project/ProjectSection.js";
import { ScenariosSection } from "../scenarios/ScenariosSection.js";
import { PlaygroundSection } from "./PlaygroundSection.js";
import styles from "./Sidebar.module.css";

export function Sidebar() {
  const { t } = useText();
  return (
    <nav className={styles.sidebar} aria-label={t("sidebar.label")} data-area="sidebar">
      <ProjectSection />
      <CapturesSection />
      <ScenariosSection />
      <PlaygroundSection />
    </nav>
  );
}
