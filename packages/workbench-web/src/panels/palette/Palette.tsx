import { useMemo } from "react";
import { Autocomplete, useFilter } from "react-aria-components/Autocomplete";
import { Input } from "react-aria-components/Input";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { SearchField } from "react-aria-components/SearchField";
import { actions } from "../../actions/index.js";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Dialog } from "../../ui/Dialog.js";
import { Icon, type IconName } from "../../ui/Icon.js";
import { Kbd } from "../../ui/Kbd.js";
import { useObservable } from "../../ui/useObservable.js";
import { tabTitle } from "../tabs/tabTitle.js";
import styles from "./Palette.module.css";

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly keys?: string | undefined;
  readonly group: string;
  readonly run: () => void;
}

/** Every action and every open tab, found by typing. */
export function Palette() {
  const app = useApp();
  const { t } = useText();
  const overlay = useObservable(app.overlay);
  return (
    <Dialog
      label={t("palette.label")}
      isOpen={overlay === "palette"}
      onClose={() => app.overlay.set("none")}
      width={560}
    >
      <PaletteList />
    </Dialog>
  );
}

function PaletteList() {
  const app = useApp();
  const { workbench, overlay } = app;
  const { t } = useText();
  const { contains } = useFilter({ sensitivity: "base" });
  const entries = useMemo<readonly Entry[]>(
    () => [
      ...actions
        .filter((action) => action.id !== "openPalette" && (action.isAvailable?.(app) ?? true))
        .map((action) => ({
          id: action.id,
          label: t(action.label),
          icon: action.icon,
          keys: action.keys,
          group: t(`group.${action.group}`),
          run: () => action.run(app),
        })),
      ...workbench.tabs.state.get().all.map((tab) => ({
        id: tab.id,
        label: t("palette.goToTab", { title: tabTitle(tab, workbench, t) }),
        icon: "right" as const,
        group: t("group.tabs"),
        run: () => workbench.tabs.select(tab.id),
      })),
    ],
    [app, workbench, t],
  );
  return (
    <Autocomplete filter={contains}>
      <SearchField className={styles.search ?? ""} aria-label={t("palette.search")} autoFocus>
        <Icon name="search" />
        <Input className={styles.input ?? ""} placeholder={t("header.find")} />
      </SearchField>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t("palette.label")}>
        <Menu
          className={styles.list ?? ""}
          aria-label={t("palette.label")}
          items={entries}
          onAction={(key) => {
            overlay.set("none");
            // After the dialog has given the focus back, so that an action can move it.
            const entry = entries.find((one) => one.id === key);
            requestAnimationFrame(() => requestAnimationFrame(() => entry?.run()));
          }}
          renderEmptyState={() => <p className={styles.none}>{t("palette.none")}</p>}
        >
          {(entry) => (
            <MenuItem className={styles.item ?? ""} textValue={entry.label}>
              <Icon name={entry.icon} />
              <span className={styles.label}>{entry.label}</span>
              <span className={styles.group}>{entry.group}</span>
              {entry.keys !== undefined && <Kbd keys={entry.keys} />}
            </MenuItem>
          )}
        </Menu>
      </section>
    </Autocomplete>
  );
}
