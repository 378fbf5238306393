import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components/Checkbox";
import styles from "./Check.module.css";
import { Icon } from "./Icon.js";

export interface CheckProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
  /** Its name, where no text stands beside it. */
  readonly label?: string;
  readonly children?: ReactNode;
}

export function Check({ isOn, onChange, isDisabled = false, label, children }: CheckProps) {
  return (
    <Checkbox
      className={styles.check ?? ""}
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(label === undefined ? {} : { "aria-label": label })}
    >
      <span className={styles.box}>{isOn && <Icon name="check" size={12} />}</span>
      {children}
    </Checkbox>
  );
}
