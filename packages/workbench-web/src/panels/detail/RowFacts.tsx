import type { RowDetail } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { clockTime, formatBytes, formatDuration } from "../../model/format.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { kindText } from "../timeline/rowTexts.js";
import styles from "./Detail.module.css";
import { RowTools } from "./RowTools.js";

/** Which row this is, and what can be done with it. */
export function RowFacts({ view, detail }: { readonly view: TimelineView; readonly detail: RowDetail }) {
  const text = useText();
  const { t, locale } = text;
  const { row } = detail;
  const time = clockTime(row.timeUs);
  const facts = [
    row.direction === "none" ? "" : t(`row.${row.direction}`),
    row.origin === undefined ? "" : t(`origin.${row.origin}`),
    row.namespace ?? "",
    row.ackId === undefined ? "" : t("detail.ackId", { id: row.ackId }),
    row.kind === "state" ? "" : formatBytes(row.size, locale),
    row.durationUs === undefined ? "" : formatDuration(row.durationUs),
    `${time.second}${time.fraction}`,
  ].filter((fact) => fact !== "");
  return (
    <>
      <div className={styles.factsLine}>
        <span className={row.kind === "event" ? styles.eventName : styles.kindName}>
          {kindText(row, text)}
        </span>
        <span className={styles.factsText}>{facts.join(" · ")}</span>
      </div>
      <RowTools view={view} detail={detail} />
    </>
  );
}
