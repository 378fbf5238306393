import type { ReactNode } from "react";
import { Form } from "react-aria-components/Form";
import { useText } from "../i18n/index.js";
import { Button } from "./Button.js";
import { Dialog } from "./Dialog.js";
import styles from "./FormDialog.module.css";

export interface FormDialogProps {
  readonly title: string;
  /** What the button that does it says. */
  readonly submitLabel: string;
  readonly isSubmitDisabled?: boolean;
  readonly look?: "primary" | "danger";
  readonly width?: number;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Further buttons, left of the two at the end. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A few questions and a button; Enter presses it, Escape leaves. */
export function FormDialog(props: FormDialogProps) {
  const { title, submitLabel, isSubmitDisabled = false, look = "primary", width = 420, onClose } = props;
  const { t } = useText();
  return (
    <Dialog label={title} isOpen onClose={onClose} width={width}>
      <Form
        className={styles.form ?? ""}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSubmitDisabled) props.onSubmit();
        }}
      >
        <h2 className={styles.title}>{title}</h2>
        <div className={styles.content}>{props.children}</div>
        <div className={styles.buttons}>
          {props.extra}
          <span className={styles.space} />
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button type="submit" look={look} isDisabled={isSubmitDisabled}>
            {submitLabel}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
