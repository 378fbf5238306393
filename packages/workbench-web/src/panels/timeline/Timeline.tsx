import { useLingui } from "@lingui/react";
import { useEffect } from "react";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import type { TimelineView } from "../../model/timelineView.js";
import { Button } from "../../ui/Button.js";
import { Chip } from "../../ui/Chip.js";
import { Field } from "../../ui/Field.js";
import { focusArea } from "../../ui/focusArea.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { RowList } from "./RowList.js";
import styles from "./Timeline.module.css";

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
  return (
    <section className={styles.timeline} aria-label={useText().t("timeline.label")}>
      <TimelineBar view={view} />
      <div className={styles.body}>
        <RowList view={view} isMerged={isMerged} />
        <TimelineNotes view={view} emptyText={emptyText} />
      </div>
    </section>
  );
}

function TimelineBar({ view }: { readonly view: TimelineView }) {
  const { t, locale } = useText();
  const choices = useObservable(view.choices);
  const { isPaused, held, isComplete } = useObservable(view.state);
  return (
    <div className={styles.bar}>
      <Chip isOn={choices.sent} onChange={(sent) => view.setChoices({ sent })}>
        <Icon name="up" size={12} />
        {t("timeline.sent")}
      </Chip>
      <Chip isOn={choices.received} onChange={(received) => view.setChoices({ received })}>
        <Icon name="down" size={12} />
        {t("timeline.received")}
      </Chip>
      <Chip isOn={choices.protocolLayer} onChange={(protocolLayer) => view.setChoices({ protocolLayer })}>
        <Icon name="layers" size={12} />
        {t("timeline.protocolLayer")}
      </Chip>
      <Field
        label={t("timeline.search")}
        placeholder={t("timeline.searchPlaceholder")}
        value={choices.search}
        onChange={(search) => view.setChoices({ search })}
        onEscape={() => {
          view.setChoices({ search: "" });
          focusArea("timeline");
        }}
        onEnter={() => focusArea("timeline")}
        size="small"
        isMono
        area="search"
        inputMode="search"
      />
      {!isComplete && <span className={styles.searching}>{t("timeline.searching")}</span>}
      <Button size="small" onPress={() => view.setPaused(!isPaused)}>
        <Icon name={isPaused ? "play" : "pause"} size={12} />
        {isPaused ? t("timeline.resume") : t("timeline.pause")}
        {held > 0 && <span className={styles.held}>+{new Intl.NumberFormat(locale).format(held)}</span>}
      </Button>
    </div>
  );
}

/** What lies over the list: nothing here yet, a filter that cannot be used, or the way back to the newest row. */
function TimelineNotes({ view, emptyText }: { readonly view: TimelineView; readonly emptyText: string }) {
  const { t } = useText();
  const { i18n } = useLingui();
  const { total, isFollowing, isPaused, isComplete, problem } = useObservable(view.state);
  const { search, sent, received } = useObservable(view.choices);
  const isFiltered = search !== "" || !sent || !received;
  if (problem !== undefined) {
    return (
      <p className={styles.note} role="alert">
        {problemText(i18n, problem).message}
      </p>
    );
  }
  if (total === 0) {
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
