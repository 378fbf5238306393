import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { html } from "@codemirror/lang-html";
import { json } from "@codemirror/lang-json";
import { xml } from "@codemirror/lang-xml";
import {
  bracketMatching,
  foldGutter,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder as placeholderExtension } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import styles from "./CodeEditor.module.css";

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

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.tagName, tags.keyword], color: "var(--tag)" },
  { tag: [tags.string, tags.attributeValue], color: "var(--in)" },
  { tag: [tags.number, tags.bool, tags.null, tags.attributeName], color: "var(--out)" },
  { tag: tags.comment, color: "var(--mute)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "12px", lineHeight: "18px" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--faint)", minWidth: "34px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "30px", padding: "0 4px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--out) 32%, transparent)",
  },
  ".cm-placeholder": { color: "var(--faint)" },
  "&:not(.cm-focused) .cm-matchingBracket": { background: "transparent" },
  "&.cm-focused .cm-matchingBracket": {
    background: "color-mix(in srgb, var(--accent) 26%, transparent)",
    outline: "none",
  },
  ".cm-foldPlaceholder": {
    background: "var(--raise)",
    border: "1px solid var(--line)",
    color: "var(--mute)",
  },
});

// Mod-Enter sends; the editor's own meaning of it (a blank line below) would swallow the key.
const keys = defaultKeymap.filter((binding) => binding.key !== "Mod-Enter");

/** CodeMirror as a controlled field. Tab leaves it, so that the keyboard is never caught. */
export function CodeEditor({ label, value, language, onChange, placeholder = "" }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  const initial = useRef(value);
  const parts = useRef({ language: new Compartment(), attributes: new Compartment() });
  const isReadOnly = onChange === undefined;
  changed.current = onChange;

  useEffect(() => {
    if (host.current === null) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.current,
        extensions: [
          lineNumbers(),
          isReadOnly ? [foldGutter(), EditorState.readOnly.of(true)] : [history(), indentOnInput()],
          bracketMatching(),
          EditorView.lineWrapping,
          keymap.of([...keys, ...historyKeymap]),
          syntaxHighlighting(colours),
          look,
          parts.current.language.of([]),
          parts.current.attributes.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, [isReadOnly]);

  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    editor.current?.dispatch({
      effects: [
        parts.current.language.reconfigure(languages[language]()),
        parts.current.attributes.reconfigure([
          EditorView.contentAttributes.of({ "aria-label": label }),
          placeholder === "" ? [] : placeholderExtension(placeholder),
        ]),
      ],
    });
  }, [language, label, placeholder]);

  return <div ref={host} className={styles.editor} />;
}
