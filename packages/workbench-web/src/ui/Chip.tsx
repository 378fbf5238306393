import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import styles from "./Chip.module.css";

export interface ChipProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

/** A filter that is on or off. */
export function Chip({ isOn, onChange, children }: ChipProps) {
  return (
    <ToggleButton className={styles.chip ?? ""} isSelected={isOn} onChange={onChange}>
      {children}
    </ToggleButton>
  );
}
