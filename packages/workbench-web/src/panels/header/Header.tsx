import { Button as AriaButton } from "react-aria-components/Button";
import { openPalette } from "../../actions/view/openPalette.js";
import { useText } from "../../i18n/index.js";
import { THEMES, type Theme } from "../../model/preferences.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon, type IconName, Logo } from "../../ui/Icon.js";
import { Kbd } from "../../ui/Kbd.js";
import { Menu } from "../../ui/Menu.js";
import { Segments } from "../../ui/Segments.js";
import { useObservable } from "../../ui/useObservable.js";
import { EnvironmentSwitch } from "../environments/EnvironmentSwitch.js";
import styles from "./Header.module.css";

const THEME_ICONS: Readonly<Record<Theme, IconName>> = { system: "system", light: "sun", dark: "moon" };

export function Header() {
  const app = useApp();
  const { preferences, workbench } = app;
  const { t } = useText();
  const theme = useObservable(preferences.theme);
  const language = useObservable(preferences.language);
  const project = useObservable(workbench.project.state);
  return (
    <header className={styles.header}>
      <h1 className={styles.logo}>
        <Logo />
        Signalbox
      </h1>
      {project && <span className={styles.project}>{project.name}</span>}
      <AriaButton className={styles.find ?? ""} onPress={() => openPalette.run(app)}>
        <Icon name="search" size={13} />
        <span className={styles.findText}>{t("header.find")}</span>
        <Kbd keys={openPalette.keys} />
      </AriaButton>
      <EnvironmentSwitch />
      <Segments
        label={t("header.language")}
        value={language}
        options={[
          { id: "en", label: "EN" },
          { id: "zh-TW", label: "繁中" },
        ]}
        onChange={(next) => preferences.language.set(next)}
      />
      <Menu
        label={t("header.theme")}
        chosen={theme}
        entries={THEMES.map((id) => ({ id, label: t(`theme.${id}`), icon: THEME_ICONS[id] }))}
        onAction={(id) => preferences.theme.set(THEMES.find((one) => one === id) ?? "system")}
      >
        <IconButton label={t("header.theme")}>
          <Icon name={THEME_ICONS[theme]} size={15} />
        </IconButton>
      </Menu>
    </header>
  );
}
