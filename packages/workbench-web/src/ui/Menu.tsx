import type { ReactElement, ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Icon, type IconName } from "./Icon.js";
import { Kbd } from "./Kbd.js";
import styles from "./Menu.module.css";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Stands before the label instead of an icon. */
  readonly mark?: ReactNode;
  readonly shortcut?: string | undefined;
}

export interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** The chosen one of a menu that is a choice. */
  readonly chosen?: string;
  readonly onAction: (id: string) => void;
  /** The button that opens it. */
  readonly children: ReactElement;
}

export function Menu({ label, entries, chosen, onAction, children }: MenuProps) {
  const choice =
    chosen === undefined
      ? {}
      : ({ selectionMode: "single", selectedKeys: [chosen], disallowEmptySelection: true } as const);
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ""} offset={4}>
        <AriaMenu
          className={styles.menu ?? ""}
          aria-label={label}
          items={entries}
          onAction={(key) => onAction(String(key))}
          {...choice}
        >
          {(entry) => (
            <MenuItem className={styles.item ?? ""} textValue={entry.label}>
              {entry.mark}
              {entry.icon && <Icon name={entry.icon} />}
              <span className={styles.label}>{entry.label}</span>
              {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
              {chosen === entry.id && <Icon name="check" />}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
