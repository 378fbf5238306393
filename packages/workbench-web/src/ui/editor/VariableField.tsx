import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder as placeholderExtension } from "@codemirror/view";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useText } from "../../i18n/index.js";
import { IconButton } from "../Button.js";
import { Icon } from "../Icon.js";
import { oneLineLook } from "./look.js";
import { useEditor } from "./useEditor.js";
import { useVariableSource } from "./useVariableSource.js";
import styles from "./VariableField.module.css";
import { variableSupport } from "./variables.js";

export interface VariableFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly size?: "normal" | "small";
  /** Shows the label above; otherwise it is for the screen reader only. */
  readonly showLabel?: boolean;
  readonly hint?: ReactNode;
  /** Dots in place of letters, until they are asked for. Variables stay readable. */
  readonly isSecret?: boolean;
  /** Names the place for `focusArea`. */
  readonly area?: string;
  readonly onEnter?: () => void;
}

/** A field of one line that may hold `{{variables}}`. */
export function VariableField(props: VariableFieldProps) {
  const { label, value, onChange, placeholder = "", size = "normal", isSecret = false } = props;
  const { t } = useText();
  const [isRevealed, setRevealed] = useState(false);
  const variables = useVariableSource();
  const entered = useRef(props.onEnter);
  entered.current = props.onEnter;
  const changing = useMemo(
    () => [
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-multiline": "false",
        spellcheck: "false",
        autocapitalize: "off",
      }),
      placeholder === "" ? [] : placeholderExtension(placeholder),
      variableSupport(variables),
    ],
    [label, placeholder, variables],
  );
  const host = useEditor({
    value,
    onChange,
    changing,
    base: () => [
      oneLine,
      history(),
      keymap.of([
        {
          key: "Enter",
          run: () => {
            entered.current?.();
            return true;
          },
        },
        ...standardKeymap.filter(({ key }) => key !== "Enter"),
        ...historyKeymap,
      ]),
      oneLineLook,
    ],
  });
  return (
    <div className={styles.field}>
      {props.showLabel && (
        <span className={styles.label} aria-hidden="true">
          {label}
        </span>
      )}
      <div className={`${styles.box} ${styles[size]}`}>
        <div
          ref={host}
          className={isSecret && !isRevealed ? `${styles.input} ${styles.masked}` : styles.input}
          data-area={props.area}
        />
        {isSecret && (
          <IconButton
            label={isRevealed ? t("field.hide", { label }) : t("field.reveal", { label })}
            onPress={() => setRevealed(!isRevealed)}
          >
            <Icon name={isRevealed ? "hidden" : "visible"} size={13} />
          </IconButton>
        )}
      </div>
      {props.hint !== undefined && <span className={styles.hint}>{props.hint}</span>}
    </div>
  );
}

/** What is pasted over several lines becomes one; nothing else can bring a second. */
const oneLine: Extension = [
  EditorView.clipboardInputFilter.of((text) => text.replace(/\s*\r?\n\s*/g, " ").trim()),
  EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction)),
];
