import type { ReactNode } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextField as AriaTextField } from "react-aria-components/TextField";
import styles from "./Field.module.css";

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly size?: "normal" | "small";
  readonly isMono?: boolean;
  readonly isInvalid?: boolean;
  /** Shows the label above; otherwise it is for the screen reader only. */
  readonly showLabel?: boolean;
  readonly hint?: ReactNode;
  /** Names the place for `focusArea`. */
  readonly area?: string;
  readonly onEnter?: () => void;
  readonly onEscape?: () => void;
  /** Takes the focus when it appears, as the first field of a dialog should, with its text selected: typing replaces it. */
  readonly autoFocus?: boolean;
  readonly type?: "text" | "password";
  readonly inputMode?: "text" | "url" | "numeric" | "search";
}

export function Field(props: FieldProps) {
  const { label, value, onChange, size = "normal", isMono = false, showLabel = false } = props;
  return (
    <AriaTextField
      className={styles.field ?? ""}
      value={value}
      onChange={onChange}
      isInvalid={props.isInvalid ?? false}
      type={props.type ?? "text"}
      autoFocus={props.autoFocus ?? false}
      {...(showLabel ? {} : { "aria-label": label })}
    >
      {showLabel && <Label className={styles.label ?? ""}>{label}</Label>}
      <Input
        className={`${styles.input} ${styles[size]} ${isMono ? styles.mono : ""}`}
        placeholder={props.placeholder ?? ""}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        inputMode={props.inputMode ?? "text"}
        data-area={props.area}
        ref={props.autoFocus === true ? selectText : null}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) props.onEnter?.();
          if (event.key === "Escape") props.onEscape?.();
        }}
      />
      {props.hint !== undefined && <span className={styles.hint}>{props.hint}</span>}
    </AriaTextField>
  );
}

function selectText(input: HTMLInputElement | null): void {
  input?.select();
}
