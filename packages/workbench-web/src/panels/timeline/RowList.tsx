import { type KeyboardEvent, type MouseEvent, useEffect } from "react";
import { useText } from "../../i18n/index.js";
import type { TimelineView } from "../../model/timelineView.js";
import { useApp } from "../../ui/AppContext.js";
import { focusArea } from "../../ui/focusArea.js";
import { useObservable } from "../../ui/useObservable.js";
import { useRowScroll } from "../../ui/useRowScroll.js";
import { tabTitle } from "../tabs/tabTitle.js";
import { RowLine } from "./RowLine.js";
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
  const { total, selected, isFollowing, isPaused } = useObservable(view.state);
  const titles = useConnectionTitles();
  const scroll = useRowScroll({
    total,
    rowPx: ROW_PX,
    isFollowing: isFollowing && !isPaused,
    onFollow: (follow) => view.setFollowing(follow),
  });
  const { from, count } = scroll.range;

  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new total the rows at the end may be others
  useEffect(() => view.need(from, count), [view, from, count, total]);

  const select = (index: number) => {
    const target = Math.max(0, Math.min(index, total - 1));
    if (total === 0) return;
    if (target < total - 1) view.setFollowing(false);
    view.select(target);
    scroll.reveal(target);
  };

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
      default:
        return;
    }
    event.preventDefault();
  };

  const onMouseDown = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (line instanceof HTMLElement && event.button === 0) select(Number(line.dataset.index));
  };

  const rows = Array.from({ length: count }, (_, place) => from + place);
  return (
    <div
      ref={scroll.ref}
      className={isMerged ? `${styles.scroller} ${styles.merged}` : styles.scroller}
      role="grid"
      aria-label={t("timeline.label")}
      aria-rowcount={total}
      aria-activedescendant={selected?.index === undefined ? undefined : rowId(view, selected.index)}
      tabIndex={0}
      data-area="timeline"
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
    >
      <div role="rowgroup" className={styles.spacer} style={{ height: scroll.heightPx }}>
        {rows.map((index) => {
          const row = view.row(index);
          return (
            <RowLine
              key={index}
              id={rowId(view, index)}
              index={index}
              top={scroll.topOf(index)}
              row={row}
              previous={index === scroll.firstVisible ? undefined : view.row(index - 1)}
              isSelected={row !== undefined && row.seq === selected?.seq}
              isStriped={index % 2 === 1}
              connectionTitle={isMerged && row ? (titles.get(row.connectionId) ?? "") : undefined}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The captions of the tabs, by connection; one whose tab is closed keeps the backend's title. */
function useConnectionTitles(): ReadonlyMap<string, string> {
  const { workbench } = useApp();
  const { t } = useText();
  const connections = useObservable(workbench.connections.states);
  const { all } = useObservable(workbench.tabs.state);
  const titles = new Map<string, string>();
  for (const { id, title } of connections.values()) titles.set(id, title);
  for (const tab of all) {
    if (tab.kind === "request" && tab.connectionId !== undefined) {
      titles.set(tab.connectionId, tabTitle(tab, workbench, t));
    }
  }
  return titles;
}

function rowId(view: TimelineView, index: number): string {
  return `${view.name}-row-${index}`;
}
