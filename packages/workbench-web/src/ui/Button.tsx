import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./Button.module.css";
import { Tooltip } from "./Tooltip.js";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  readonly look?: "plain" | "primary" | "danger" | "quiet";
  readonly size?: "normal" | "small";
  readonly children: ReactNode;
}

export function Button({ look = "plain", size = "normal", children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`${styles.button} ${styles[look]} ${styles[size]}`}>
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "children" | "aria-label"> {
  /** What it does, for the tooltip and the screen reader. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly children: ReactNode;
}

export function IconButton({ label, shortcut, children, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton {...props} aria-label={label} className={`${styles.button} ${styles.icon}`}>
        {children}
      </AriaButton>
    </Tooltip>
  );
}
