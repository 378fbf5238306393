import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import type { Row } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { TimelineLook } from "../../model/timeline/look.js";
import type { Reference, TimelineView } from "../../model/timeline/timelineView.js";
import { useApp } from "../../ui/AppContext.js";
import { focusArea } from "../../ui/focusArea.js";
import { useObservable } from "../../ui/useObservable.js";
import { useRowScroll } from "../../ui/useRowScroll.js";
import { useLanes } from "./lanes.js";
import { RowLine } from "./RowLine.js";
import { sequenceWidth } from "./SequenceCell.js";
import styles from "./Timeline.module.css";

/** The height of `--row`. */
const ROW_PX = 24;

export interface RowListProps {
  readonly view: TimelineView;
  /** Whether the rows of several connections stand side by side. */
  readonly isMerged: boolean;
}

export function RowList({ view, isMerged }: RowListProps) {
  const { t } = useText();
  const { workbench } = useApp();
  const { total, selected, isFollowing, isPaused, isComplete, revealed } = useObservable(view.state);
  const { search } = useObservable(view.choices);
  const reference = useObservable(view.reference);
  const look = useObservable(workbench.timelines.look);
  const lanes = useLanes();
  const scroll = useRowScroll({
    total,
    rowPx: ROW_PX,
    isFollowing: isFollowing && !isPaused,
    onFollow: (follow) => view.setFollowing(follow),
  });
  const { from, count } = scroll.range;
  // Lines are used again for other rows as the list moves: changing a text costs a third of making an element.
  const slots = useRef(1);
  slots.current = Math.max(slots.current, count);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new total the rows at the end may be others
  useEffect(() => view.need(from, count), [view, from, count, total]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that a row is to be shown
  useEffect(() => {
    if (revealed) scroll.reveal(revealed.index);
  }, [revealed]);

  const select = (index: number) => {
    const target = Math.max(0, Math.min(index, total - 1));
    if (total === 0) return;
    if (target < total - 1) view.setFollowing(false);
    view.select(target);
    scroll.reveal(target);
  };
  const selectedRow = selected?.index === undefined ? undefined : view.row(selected.index);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = selected?.index;
    switch (event.key) {
      case "ArrowDown":
        select(at === undefined ? from : at + 1);
        break;
      case "ArrowUp":
        select(at === undefined ? total - 1 : at - 1);
        break;
      case "PageDown":
        select((at ?? from) + scroll.pageRows);
        break;
      case "PageUp":
        select((at ?? total) - scroll.pageRows);
        break;
      case "Home":
        select(0);
        break;
      case "End":
        select(total - 1);
        break;
      case "Enter":
        focusArea("detail");
        break;
      case "Escape":
        view.deselect();
        break;
      case " ":
        view.setPaused(!isPaused);
        break;
      case "n":
      case "N":
        void view.step(event.shiftKey ? -1 : 1);
        break;
      case "p":
        if (selectedRow?.pairSeq !== undefined) void view.openSeq(selectedRow.pairSeq);
        break;
      case "m":
        if (selectedRow) void view.mark(selectedRow.seq, selectedRow.mark ? undefined : { color: "amber" });
        break;
      case "r":
        if (selectedRow) workbench.timelines.measureFrom(view, selectedRow);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const onMouseDown = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (line instanceof HTMLElement && event.button === 0) select(Number(line.dataset.index));
  };

  const isSequence = look.layout === "sequence";
  const classes = [styles.scroller, isMerged && styles.merged, isSequence && styles.sequenced];
  const laneCount = isMerged ? lanes.size : 1;
  const rows = Array.from({ length: count }, (_, place) => from + place);
  return (
    <div
      ref={scroll.ref}
      className={classes.filter(Boolean).join(" ")}
      style={{ "--sequence": `${sequenceWidth(laneCount)}px` } as React.CSSProperties}
      role="grid"
      aria-label={t("timeline.label")}
      aria-rowcount={total}
      aria-busy={!isComplete}
      aria-activedescendant={selected?.index === undefined ? undefined : rowId(view, selected.index)}
      tabIndex={0}
      data-area="timeline"
      data-search={search}
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
    >
      <div role="rowgroup" className={styles.spacer} style={{ height: scroll.heightPx }}>
        {rows.map((index) => {
          const row = view.row(index);
          const above = view.row(index - 1);
          return (
            <RowLine
              key={index % slots.current}
              id={rowId(view, index)}
              index={index}
              top={scroll.topOf(index)}
              row={row}
              previous={index === scroll.firstVisible ? undefined : above}
              isSelected={row !== undefined && row.seq === selected?.seq}
              isStriped={index % 2 === 1}
              look={look}
              delta={deltaOf(row, above, reference, look)}
              lane={isMerged && row ? lanes.get(row.connectionId) : undefined}
              lanes={laneCount}
            />
          );
        })}
      </div>
    </div>
  );
}

function deltaOf(
  row: Row | undefined,
  above: Row | undefined,
  reference: Reference | undefined,
  { delta }: TimelineLook,
): number | undefined {
  if (row === undefined || delta === "none") return undefined;
  const since = delta === "previous" ? above : reference;
  return since && row.timeUs - since.timeUs;
}

function rowId(view: TimelineView, index: number): string {
  return `${view.name}-row-${index}`;
}
