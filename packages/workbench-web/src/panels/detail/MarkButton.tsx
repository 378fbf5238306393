import { useState } from "react";
import type { Mark, Problem, Row } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { Popover } from "../../ui/Popover.js";
import { Segments } from "../../ui/Segments.js";
import styles from "./Detail.module.css";

const COLORS = ["red", "amber", "green", "blue"] as const;

export interface MarkButtonProps {
  readonly view: TimelineView;
  readonly row: Row;
  readonly onProblem: (problem: Problem | undefined) => void;
}

/** A coloured mark with a note, put to a row and kept in the capture. */
export function MarkButton({ view, row, onProblem }: MarkButtonProps) {
  const { t } = useText();
  const label = row.mark ? t("detail.markOf", { mark: t(`mark.${row.mark.color}`) }) : t("detail.mark");
  return (
    <Popover
      label={t("detail.mark")}
      trigger={
        <IconButton label={label}>
          <Icon name="flag" size={13} />
        </IconButton>
      }
    >
      <MarkForm
        mark={row.mark}
        onChange={(mark) => void view.mark(row.seq, mark).then((problem) => onProblem(problem))}
      />
    </Popover>
  );
}

interface MarkFormProps {
  readonly mark: Mark | undefined;
  readonly onChange: (mark: Mark | undefined) => void;
}

function MarkForm({ mark, onChange }: MarkFormProps) {
  const { t } = useText();
  const [color, setColor] = useState<Mark["color"]>(mark?.color ?? "amber");
  const [note, setNote] = useState(mark?.note ?? "");
  const put = (next: Mark["color"]) => onChange({ color: next, ...(note !== "" && { note }) });
  return (
    <div className={styles.markForm}>
      <Segments
        label={t("detail.markColor")}
        value={color}
        options={COLORS.map((id) => ({ id, label: t(`markColor.${id}`) }))}
        onChange={(next) => {
          setColor(next);
          put(next);
        }}
      />
      <Field
        label={t("detail.note")}
        showLabel
        value={note}
        onChange={setNote}
        onEnter={() => put(color)}
        size="small"
        autoFocus
      />
      <div className={styles.markButtons}>
        {mark && (
          <Button look="quiet" size="small" onPress={() => onChange(undefined)}>
            {t("detail.unmark")}
          </Button>
        )}
        <Button look="primary" size="small" onPress={() => put(color)}>
          {t("detail.markSave")}
        </Button>
      </div>
    </div>
  );
}
