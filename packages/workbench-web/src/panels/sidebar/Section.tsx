import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import styles from "./Sidebar.module.css";

export interface SectionProps {
  readonly title: string;
  /** Buttons at the right end of the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, action, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <div className={styles.heading}>
        <h2>{title}</h2>
        <span className={styles.actions}>{action}</span>
      </div>
      {children}
    </section>
  );
}

export interface LineProps {
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

export function Line({ isOn, onPress, children }: LineProps) {
  return (
    <Button
      className={isOn ? `${styles.line} ${styles.on}` : (styles.line ?? "")}
      onPress={onPress}
      {...(isOn ? { "aria-current": "page" } : {})}
    >
      {children}
    </Button>
  );
}
