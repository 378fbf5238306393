import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import styles from "./Chip.module.css";

export interface ChipProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** Its name for the screen reader, where its text alone does not say what it is about. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A filter that is on or off. */
export function Chip({ isOn, onChange, label, children }: ChipProps) {
  return (
    <ToggleButton
      className={styles.chip ?? ""}
      isSelected={isOn}
      onChange={onChange}
      {...(label === undefined ? {} : { "aria-label": label })}
    >
      {children}
    </ToggleButton>
  );
}
