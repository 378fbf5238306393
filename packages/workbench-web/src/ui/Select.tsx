import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { Icon } from "./Icon.js";
import menu from "./Menu.module.css";
import styles from "./Select.module.css";

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly size?: "normal" | "small";
  /** Without it the label is for the screen reader only. */
  readonly showLabel?: boolean;
}

/** One of several, in a list that opens. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, onChange, size = "normal", showLabel = true } = props;
  return (
    <AriaSelect
      className={styles.select ?? ""}
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      {...(showLabel ? {} : { "aria-label": label })}
    >
      {showLabel && <Label className={styles.label ?? ""}>{label}</Label>}
      <Button className={`${styles.button} ${styles[size]}`}>
        <SelectValue className={styles.value ?? ""} />
        <Icon name="chevronDown" size={12} />
      </Button>
      <Popover className={menu.popover ?? ""} offset={4}>
        <ListBox className={menu.menu ?? ""} items={options}>
          {(option) => (
            <ListBoxItem className={menu.item ?? ""} textValue={option.label}>
              <span className={menu.label}>{option.label}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
