import { useText } from "../../i18n/index.js";
import { type BodyDraft, bodyText, withBodyText } from "../../model/composer/body.js";
import { CodeEditor } from "../../ui/editor/CodeEditor.js";
import { FileBody } from "./FileBody.js";
import type { EditBody } from "./Message.js";

export interface BodyEditorProps {
  readonly body: BodyDraft;
  readonly label: string;
  readonly onChange: EditBody;
}

export function BodyEditor({ body, label, onChange }: BodyEditorProps) {
  const { t } = useText();
  if (body.kind === "binary" && body.encoding === "file") return <FileBody body={body} onChange={onChange} />;
  const placeholder = {
    text: t("body.textPlaceholder"),
    json: t("body.jsonPlaceholder"),
    xml: "<message/>",
    html: "<p></p>",
    binary: body.encoding === "hex" ? "48 65 6c 6c 6f" : "SGVsbG8=",
  }[body.kind];
  return (
    <CodeEditor
      key={`${body.id}-${body.kind}`}
      label={label}
      language={body.kind === "binary" ? "text" : body.kind}
      value={bodyText(body)}
      placeholder={placeholder}
      onChange={(text) => onChange((now) => withBodyText(now, text))}
    />
  );
}
