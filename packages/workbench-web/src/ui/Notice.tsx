import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.js";
import styles from "./Notice.module.css";

export interface NoticeProps {
  readonly tone: "calm" | "warn" | "bad";
  readonly icon: IconName;
  readonly children: ReactNode;
  /** Buttons at the right end. */
  readonly actions?: ReactNode;
}

/** One line that says what happened, where it happened. Read aloud when it appears. */
export function Notice({ tone, icon, children, actions }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === "bad" ? "alert" : "status"}>
      <span className={styles.icon}>
        <Icon name={icon} />
      </span>
      <div className={styles.text}>{children}</div>
      {actions}
    </div>
  );
}
