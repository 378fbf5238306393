import { useLingui } from "@lingui/react";
import { useEffect } from "react";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { narrowings } from "../../model/timeline/choices.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { LaneHeads } from "./LaneHeads.js";
import { useLanes } from "./lanes.js";
import { Narrowings } from "./Narrowings.js";
import { RowList } from "./RowList.js";
import styles from "./Timeline.module.css";
import { TimelineBar } from "./TimelineBar.js";

export interface TimelineProps {
  readonly view: TimelineView;
  readonly isMerged: boolean;
  /** What stands in the list while it has no row. */
  readonly emptyText: string;
}

export function Timeline({ view, isMerged, emptyText }: TimelineProps) {
  useEffect(() => {
    view.show();
    return () => view.hide();
  }, [view]);
  const { timelines } = useApp().workbench;
  const isSequence = useObservable(timelines.look).layout === "sequence";
  const lanes = [...useLanes().values()];
  return (
    <section className={styles.timeline} aria-label={useText().t("timeline.label")}>
      <TimelineBar view={view} isMerged={isMerged} />
      <Narrowings view={view} />
      {isSequence && <LaneHeads lanes={isMerged ? lanes : []} />}
      <div className={styles.body}>
        <RowList view={view} isMerged={isMerged} />
        <TimelineNotes view={view} emptyText={emptyText} />
      </div>
    </section>
  );
}

/** What lies over the list: nothing here yet, a filter that cannot be used, or the way back to the newest row. */
function TimelineNotes({ view, emptyText }: { readonly view: TimelineView; readonly emptyText: string }) {
  const { t } = useText();
  const { i18n } = useLingui();
  const { total, isFollowing, isPaused, isComplete, problem } = useObservable(view.state);
  const find = useObservable(view.find.state);
  const choices = useObservable(view.choices);
  const fault = problem ?? find.problem;
  if (fault !== undefined) {
    return (
      <p className={styles.note} role="alert">
        {problemText(i18n, fault).message}
      </p>
    );
  }
  if (total === 0) {
    const { search, sent, received, listenedEvents } = choices;
    const isFiltered =
      search !== "" || !sent || !received || listenedEvents !== undefined || narrowings(choices).length > 0;
    const text = !isFiltered ? emptyText : isComplete ? t("timeline.noMatch") : t("timeline.searching");
    return <p className={styles.note}>{text}</p>;
  }
  if (isFollowing || isPaused) return null;
  return (
    <div className={styles.follow}>
      <Button size="small" onPress={() => view.setFollowing(true)}>
        <Icon name="down" size={12} />
        {t("timeline.follow")}
      </Button>
    </div>
  );
}
