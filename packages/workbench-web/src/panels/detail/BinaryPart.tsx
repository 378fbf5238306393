import { type ReactNode, useMemo, useState } from "react";
import type { DetailPart } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { toBase64, toHex } from "../../model/binary.js";
import { beautifyJson, jsonLines } from "../../model/json.js";
import { CodeEditor } from "../../ui/editor/CodeEditor.js";
import { Segments } from "../../ui/Segments.js";
import { CopyButton } from "./CopyButton.js";
import styles from "./Detail.module.css";
import { HexDump } from "./HexDump.js";
import { JsonTree } from "./JsonTree.js";

type Look = "decoded" | "hex" | "base64" | "raw";

export interface BinaryPartProps {
  readonly label: string;
  readonly part: DetailPart;
  readonly bytes: Uint8Array;
  readonly tools: ReactNode;
}

/** Bytes: decoded where they are MessagePack, as a hexdump, as Base64, or as the text they would be. */
export function BinaryPart({ label, part, bytes, tools }: BinaryPartProps) {
  const { t } = useText();
  const isMessagePack = part.format === "msgpack";
  const [look, setLook] = useState<Look>(isMessagePack ? "decoded" : "hex");
  const [cursor, setCursor] = useState<number>();
  const lines = useMemo(() => (isMessagePack ? jsonLines(part.text) : undefined), [isMessagePack, part]);
  const shown = useMemo(() => shownText(look, part, bytes), [look, part, bytes]);
  const looks: readonly Look[] = [...(isMessagePack ? (["decoded"] as const) : []), "hex", "base64", "raw"];
  return (
    <>
      <div className={styles.tools}>
        <span className={styles.format}>{isMessagePack ? "MessagePack" : t("detail.formatBinary")}</span>
        <Segments
          label={t("detail.view")}
          value={look}
          options={looks.map((id) => ({ id, label: lookName(id, t("detail.decoded"), t("detail.raw")) }))}
          onChange={setLook}
        />
        <CopyButton text={() => (look === "hex" ? toHex(bytes) : shown)} />
        {tools}
      </div>
      <div className={styles.content}>
        {look === "hex" ? (
          <HexDump label={label} bytes={bytes} runs={NO_RUNS} cursor={cursor} onCursor={setCursor} />
        ) : look === "decoded" && lines ? (
          <JsonTree label={label} lines={lines} />
        ) : (
          <CodeEditor key={look} label={label} language="text" value={shown} />
        )}
      </div>
    </>
  );
}

const NO_RUNS = [] as const;

function lookName(look: Look, decoded: string, raw: string): string {
  return { decoded, hex: "Hex", base64: "Base64", raw }[look];
}

function shownText(look: Look, part: DetailPart, bytes: Uint8Array): string {
  switch (look) {
    case "hex":
      return "";
    case "base64":
      return toBase64(bytes);
    case "raw":
      return new TextDecoder().decode(bytes);
    case "decoded":
      return beautifyJson(part.text) ?? part.text;
  }
}
