import { CodeEditor, type CodeLanguage } from "../../ui/editor/CodeEditor.js";
import styles from "./Reactions.module.css";

export interface SmallEditorProps {
  readonly label: string;
  readonly language: CodeLanguage;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A message of a few lines. */
export function SmallEditor({ label, language, value, onChange }: SmallEditorProps) {
  return (
    <div className={styles.editor}>
      <CodeEditor label={label} language={language} value={value} placeholder={label} onChange={onChange} />
    </div>
  );
}
