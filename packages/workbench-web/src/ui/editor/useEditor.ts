import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefObject, useEffect, useRef } from "react";

export interface EditorOptions {
  readonly value: string;
  /** Absent: read only. */
  readonly onChange: ((value: string) => void) | undefined;
  /** Fixed for the life of the editor. */
  readonly base: () => Extension;
  /** Put in anew whenever it is another object. */
  readonly changing: Extension;
}

/** CodeMirror as a controlled field. */
export function useEditor({
  value,
  onChange,
  base,
  changing,
}: EditorOptions): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  const first = useRef({ value, base, changing });
  const compartment = useRef(new Compartment());
  changed.current = onChange;

  useEffect(() => {
    if (host.current === null) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current.value,
        extensions: [
          first.current.base(),
          compartment.current.of(first.current.changing),
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
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    editor.current?.dispatch({ effects: compartment.current.reconfigure(changing) });
  }, [changing]);

  return host;
}
