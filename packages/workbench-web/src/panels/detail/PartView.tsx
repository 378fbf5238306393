import type { DetailPart, Row } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { formatBytes } from "../../model/format.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { Button } from "../../ui/Button.js";
import { BinaryPart } from "./BinaryPart.js";
import styles from "./Detail.module.css";
import { SaveButton } from "./SaveButton.js";
import { TextPart } from "./TextPart.js";

export interface PartViewProps {
  readonly label: string;
  readonly row: Row;
  readonly part: DetailPart;
  /** Which of the row's parts it is. */
  readonly index: number;
  readonly view: TimelineView;
  /** Fetches more of a part that is cut; undefined when no more is to be had. */
  readonly onMore: (() => void) | undefined;
}

export function PartView({ label, row, part, index, view, onMore }: PartViewProps) {
  const { t, locale } = useText();
  const save = <SaveButton view={view} row={row} part={part} index={index} />;
  return (
    <div className={styles.part}>
      {part.bytes ? (
        <BinaryPart label={label} part={part} bytes={part.bytes} tools={save} />
      ) : (
        <TextPart label={label} part={part} tools={save} />
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
