import type { BinaryEncoding } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { convertBinary, parseBinary } from "../../model/binary.js";
import type { BodyDraft } from "../../model/composer/body.js";
import { formatBytes } from "../../model/format.js";
import { Segments } from "../../ui/Segments.js";
import styles from "./Composer.module.css";
import type { EditBody } from "./Message.js";

export interface BinaryChoiceProps {
  readonly body: BodyDraft;
  readonly onChange: EditBody;
}

/** Hex or Base64, converted when the choice changes, or a file; and how many bytes it makes. */
export function BinaryChoice({ body, onChange }: BinaryChoiceProps) {
  const { t, locale } = useText();
  const size = sizeOf(body);
  return (
    <>
      <Segments<BinaryEncoding>
        label={t("body.encoding")}
        value={body.encoding}
        options={[
          { id: "hex", label: "Hex" },
          { id: "base64", label: "Base64" },
          { id: "file", label: t("body.file") },
        ]}
        onChange={(encoding) => onChange((now) => encoded(now, encoding))}
      />
      {size !== undefined && <span className={styles.size}>{formatBytes(size, locale)}</span>}
    </>
  );
}

function sizeOf({ encoding, picked, binary }: BodyDraft): number | undefined {
  if (encoding === "file") return picked?.size;
  const parsed = parseBinary(binary, encoding);
  return parsed.ok ? parsed.bytes.length : undefined;
}

function encoded(body: BodyDraft, encoding: BinaryEncoding): BodyDraft {
  if (encoding === "file" || body.encoding === "file") return { ...body, encoding };
  return { ...body, encoding, binary: convertBinary(body.binary, body.encoding, encoding) ?? body.binary };
}
