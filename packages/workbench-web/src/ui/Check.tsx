import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components/Checkbox";
import styles from "./Check.module.css";
import { Icon } from "./Icon.js";

export interface CheckProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

export function Check({ isOn, onChange, children }: CheckProps) {
  return (
    <Checkbox className={styles.check ?? ""} isSelected={isOn} onChange={onChange}>
      <span className={styles.box}>{isOn && <Icon name="check" size={12} />}</span>
      {children}
    </Checkbox>
  );
}
