import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { Button } from "../../ui/Button.js";
import { Chip } from "../../ui/Chip.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { FilterButton } from "./FilterButton.js";
import { LookButton } from "./LookButton.js";
import { SearchField } from "./SearchField.js";
import styles from "./Timeline.module.css";

export interface TimelineBarProps {
  readonly view: TimelineView;
  readonly isMerged: boolean;
}

/** Which rows are shown, what is sought, and how the view moves. */
export function TimelineBar({ view, isMerged }: TimelineBarProps) {
  const { t, locale } = useText();
  const choices = useObservable(view.choices);
  const { isPaused, held } = useObservable(view.state);
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
      <FilterButton view={view} isMerged={isMerged} />
      <SearchField view={view} />
      <LookButton view={view} />
      <Button size="small" onPress={() => view.setPaused(!isPaused)}>
        <Icon name={isPaused ? "play" : "pause"} size={12} />
        {isPaused ? t("timeline.resume") : t("timeline.pause")}
        {held > 0 && <span className={styles.held}>+{formatCount(held, locale)}</span>}
      </Button>
    </div>
  );
}
