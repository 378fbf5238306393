import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { html } from "@codemirror/lang-html";
import { json } from "@codemirror/lang-json";
import { xml } from "@codemirror/lang-xml";
import { bracketMatching, foldGutter, indentOnInput } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder as placeholderExtension } from "@codemirror/view";
import { useMemo } from "react";
import styles from "./CodeEditor.module.css";
import { manyLinesLook } from "./look.js";
import { useEditor } from "./useEditor.js";
import { useVariableSource } from "./useVariableSource.js";
import { variableSupport } from "./variables.js";

export type CodeLanguage = "json" | "xml" | "html" | "text";

export interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  readonly language: CodeLanguage;
  /** Absent: read only. */
  readonly onChange?: (value: string) => void;
  readonly placeholder?: string;
}

const languages: Readonly<Record<CodeLanguage, () => Extension>> = { json, xml, html, text: () => [] };

// Mod-Enter sends; the editor's own meaning of it (a blank line below) would swallow the key.
const keys = defaultKeymap.filter((binding) => binding.key !== "Mod-Enter");

/** An editor of many lines. Tab leaves it, so that the keyboard is never caught. */
export function CodeEditor({ label, value, language, onChange, placeholder = "" }: CodeEditorProps) {
  const isReadOnly = onChange === undefined;
  const variables = useVariableSource();
  const changing = useMemo(
    () => [
      languages[language](),
      EditorView.contentAttributes.of({ "aria-label": label }),
      placeholder === "" ? [] : placeholderExtension(placeholder),
      isReadOnly ? [] : variableSupport(variables),
    ],
    [language, label, placeholder, isReadOnly, variables],
  );
  const host = useEditor({
    value,
    onChange,
    changing,
    base: () => [
      lineNumbers(),
      isReadOnly ? [foldGutter(), EditorState.readOnly.of(true)] : [history(), indentOnInput()],
      bracketMatching(),
      EditorView.lineWrapping,
      keymap.of([...keys, ...historyKeymap]),
      manyLinesLook,
    ],
  });
  return <div ref={host} className={styles.editor} />;
}
