import { type ReactNode, useMemo, useState } from "react";
import type { DetailPart } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { beautifyJson, jsonLines } from "../../model/json.js";
import { beautifyMarkup } from "../../model/markup.js";
import { CodeEditor } from "../../ui/editor/CodeEditor.js";
import { Segments } from "../../ui/Segments.js";
import { CopyButton } from "./CopyButton.js";
import styles from "./Detail.module.css";
import { HtmlPreview } from "./HtmlPreview.js";
import { JsonTree } from "./JsonTree.js";

/** Longer texts are shown as they came: taking them apart would hold the page up. */
const LONGEST_TREE = 2_000_000;
const LONGEST_MARKUP = 300_000;

/** Names, which no language translates. */
const FORMATS: Readonly<Partial<Record<DetailPart["format"], string>>> = {
  json: "JSON",
  xml: "XML",
  html: "HTML",
};

export interface TextPartProps {
  readonly label: string;
  readonly part: DetailPart;
  readonly tools: ReactNode;
}

type Look = "formatted" | "raw" | "preview";

/** A text as its format is read best, or just as it came. */
export function TextPart({ label, part, tools }: TextPartProps) {
  const { t } = useText();
  const [wanted, setLook] = useState<Look>("formatted");
  const lines = useMemo(() => linesOf(part), [part]);
  const markup = useMemo(() => markupOf(part), [part]);
  const looks: readonly Look[] = [
    ...(lines || markup !== undefined ? (["formatted"] as const) : []),
    "raw",
    ...(part.format === "html" && !part.cut ? (["preview"] as const) : []),
  ];
  const look = looks.includes(wanted) ? wanted : "raw";
  const formatted = lines ? beautifyJson(part.text) : markup;
  const shown = look === "formatted" ? (formatted ?? part.text) : part.text;
  return (
    <>
      <div className={styles.tools}>
        <span className={styles.format}>{FORMATS[part.format] ?? t("detail.formatText")}</span>
        {looks.length > 1 && (
          <Segments
            label={t("detail.view")}
            value={look}
            options={looks.map((id) => ({ id, label: t(`detail.${id}`) }))}
            onChange={setLook}
          />
        )}
        <CopyButton text={() => shown} />
        {tools}
      </div>
      <div className={styles.content}>
        {look === "preview" ? (
          <HtmlPreview html={part.text} />
        ) : look === "formatted" && lines ? (
          <JsonTree label={label} lines={lines} />
        ) : (
          <CodeEditor key={look} label={label} language={languageOf(part, look)} value={shown} />
        )}
      </div>
    </>
  );
}

function linesOf({ format, cut, text }: DetailPart): ReturnType<typeof jsonLines> {
  return format === "json" && !cut && text.length <= LONGEST_TREE ? jsonLines(text) : undefined;
}

function markupOf({ format, cut, text }: DetailPart): string | undefined {
  if ((format !== "xml" && format !== "html") || cut || text.length > LONGEST_MARKUP) return undefined;
  return beautifyMarkup(text, format);
}

function languageOf({ format }: DetailPart, look: Look): "xml" | "html" | "text" {
  return look === "formatted" && (format === "xml" || format === "html") ? format : "text";
}
