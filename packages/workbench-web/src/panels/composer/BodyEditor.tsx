import { useText } from "../../i18n/index.js";
import { type BinaryEncoding, convertBinary, parseBinary } from "../../model/binary.js";
import { type BodyDraft, type BodyKind, bodyText, withBodyText } from "../../model/composer.js";
import { formatBytes } from "../../model/format.js";
import { CodeEditor } from "../../ui/CodeEditor.js";
import { Segments } from "../../ui/Segments.js";

export interface BodyProps {
  readonly body: BodyDraft;
  readonly onChange: (change: (body: BodyDraft) => BodyDraft) => void;
}

export function BodyKindChoice({ body, onChange }: BodyProps) {
  const { t } = useText();
  const options: readonly { id: BodyKind; label: string }[] = [
    { id: "text", label: t("body.text") },
    { id: "json", label: "JSON" },
    { id: "binary", label: t("body.binary") },
  ];
  return (
    <Segments
      label={t("body.kind")}
      value={body.kind}
      options={options}
      onChange={(kind) => onChange((now) => ({ ...now, kind }))}
    />
  );
}

/** Hex or Base64, converted when the choice changes, and how many bytes it makes. */
export function BinaryChoice({ body, onChange }: BodyProps) {
  const { t, locale } = useText();
  if (body.kind !== "binary") return null;
  const parsed = parseBinary(body.binary, body.encoding);
  const options: readonly { id: BinaryEncoding; label: string }[] = [
    { id: "hex", label: "Hex" },
    { id: "base64", label: "Base64" },
  ];
  return (
    <>
      <Segments
        label={t("body.encoding")}
        value={body.encoding}
        options={options}
        onChange={(encoding) =>
          onChange((now) => ({
            ...now,
            encoding,
            binary: convertBinary(now.binary, now.encoding, encoding) ?? now.binary,
          }))
        }
      />
      {parsed.ok && <span>{formatBytes(parsed.bytes.length, locale)}</span>}
    </>
  );
}

export function BodyEditor({ body, label, onChange }: BodyProps & { readonly label: string }) {
  const { t } = useText();
  const placeholder = {
    text: t("body.textPlaceholder"),
    json: t("body.jsonPlaceholder"),
    binary: body.encoding === "hex" ? "48 65 6c 6c 6f" : "SGVsbG8=",
  }[body.kind];
  return (
    <CodeEditor
      key={`${body.id}-${body.kind}`}
      label={label}
      language={body.kind === "json" ? "json" : "text"}
      value={bodyText(body)}
      placeholder={placeholder}
      onChange={(text) => onChange((now) => withBodyText(now, text))}
    />
  );
}
