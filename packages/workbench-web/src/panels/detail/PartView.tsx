import { useMemo, useState } from "react";
import type { DetailPart } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { toBase64, toHex } from "../../model/binary.js";
import { formatBytes } from "../../model/format.js";
import { beautifyJson, jsonLines } from "../../model/json.js";
import { Button } from "../../ui/Button.js";
import { CodeEditor } from "../../ui/CodeEditor.js";
import { Segments } from "../../ui/Segments.js";
import { CopyButton } from "./CopyButton.js";
import styles from "./Detail.module.css";
import { HexDump } from "./HexDump.js";
import { JsonTree } from "./JsonTree.js";

/** Longer JSON is shown raw: its tree would take longer to build than a person waits. */
const LONGEST_TREE = 2_000_000;

export interface PartViewProps {
  readonly label: string;
  readonly part: DetailPart;
  /** Fetches more of a part that is cut; undefined when no more is to be had. */
  readonly onMore: (() => void) | undefined;
}

export function PartView({ label, part, onMore }: PartViewProps) {
  const { t, locale } = useText();
  return (
    <div className={styles.part}>
      {part.format === "binary" ? (
        <BinaryPart label={label} part={part} />
      ) : (
        <TextPart label={label} part={part} />
      )}
      {part.cut && (
        <div className={styles.cut} role="status">
          {t("detail.cut", {
            shown: formatBytes(shownBytes(part), locale),
            total: formatBytes(part.size, locale),
          })}
          {onMore && (
            <Button size="small" onPress={onMore}>
              {t("detail.more")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function shownBytes(part: DetailPart): number {
  return part.bytes?.length ?? new TextEncoder().encode(part.text).length;
}

function TextPart({ label, part }: { readonly label: string; readonly part: DetailPart }) {
  const { t } = useText();
  const [view, setView] = useState<"formatted" | "raw">("formatted");
  const lines = useMemo(
    () =>
      part.format === "json" && !part.cut && part.text.length <= LONGEST_TREE
        ? jsonLines(part.text)
        : undefined,
    [part],
  );
  const hasFormat = part.format !== "text" && (part.format !== "json" || lines !== undefined);
  const isFormatted = hasFormat && view === "formatted";
  const language =
    isFormatted && part.format !== "binary" && part.format !== "msgpack" ? part.format : "text";
  return (
    <>
      <div className={styles.tools}>
        <span className={styles.format}>{FORMATS[part.format]}</span>
        {hasFormat && (
          <Segments
            label={t("detail.view")}
            value={view}
            options={[
              { id: "formatted", label: t("detail.formatted") },
              { id: "raw", label: t("detail.raw") },
            ]}
            onChange={setView}
          />
        )}
        <CopyButton
          text={() => (isFormatted && lines ? (beautifyJson(part.text) ?? part.text) : part.text)}
        />
      </div>
      <div className={styles.content}>
        {isFormatted && lines ? (
          <JsonTree label={label} lines={lines} />
        ) : (
          <CodeEditor key={language} label={label} language={language} value={part.text} />
        )}
      </div>
    </>
  );
}

const FORMATS: Readonly<Record<DetailPart["format"], string>> = {
  json: "JSON",
  text: "Text",
  xml: "XML",
  html: "HTML",
  msgpack: "MessagePack",
  binary: "Binary",
};

function BinaryPart({ label, part }: { readonly label: string; readonly part: DetailPart }) {
  const { t } = useText();
  const [view, setView] = useState<"hex" | "base64">("hex");
  const [cursor, setCursor] = useState<number>();
  const bytes = part.bytes ?? new Uint8Array();
  const base64 = useMemo(() => (view === "base64" ? toBase64(bytes) : ""), [view, bytes]);
  return (
    <>
      <div className={styles.tools}>
        <span className={styles.format}>{FORMATS.binary}</span>
        <Segments
          label={t("detail.view")}
          value={view}
          options={[
            { id: "hex", label: "Hex" },
            { id: "base64", label: "Base64" },
          ]}
          onChange={setView}
        />
        <CopyButton text={() => (view === "hex" ? toHex(bytes) : base64)} />
      </div>
      <div className={styles.content}>
        {view === "hex" ? (
          <HexDump label={label} bytes={bytes} runs={NO_RUNS} cursor={cursor} onCursor={setCursor} />
        ) : (
          <CodeEditor label={label} language="text" value={base64} />
        )}
      </div>
    </>
  );
}

const NO_RUNS = [] as const;
