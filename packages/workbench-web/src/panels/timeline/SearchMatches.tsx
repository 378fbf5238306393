import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { IconButton } from "../../ui/Button.js";
import { Chip } from "../../ui/Chip.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Timeline.module.css";

/** Under the field, whose place it must not take: how many rows match, the way between them, and whether others are shown. */
export function SearchMatches({ view }: { readonly view: TimelineView }) {
  const { t } = useText();
  const { search, onlyMatches } = useObservable(view.choices);
  if (search === "") return null;
  return (
    <div className={styles.found}>
      <MatchCount view={view} />
      <IconButton label={t("timeline.previousMatch")} onPress={() => void view.step(-1)}>
        <Icon name="up" size={12} />
      </IconButton>
      <IconButton label={t("timeline.nextMatch")} onPress={() => void view.step(1)}>
        <Icon name="down" size={12} />
      </IconButton>
      <Chip isOn={onlyMatches} onChange={(isOn) => view.setChoices({ onlyMatches: isOn })}>
        {t("timeline.onlyMatches")}
      </Chip>
    </div>
  );
}

/** How many match, and which of them one stands at. */
function MatchCount({ view }: { readonly view: TimelineView }) {
  const { t, locale } = useText();
  const { onlyMatches } = useObservable(view.choices);
  const list = useObservable(view.state);
  const find = useObservable(view.find.state);
  const total = onlyMatches ? list.total : find.total;
  const isComplete = onlyMatches ? list.isComplete : find.isComplete;
  const place = onlyMatches ? list.selected?.index : find.current && find.current - 1;
  // The row that was chosen before the search may not be among the matches.
  const text =
    place === undefined || place >= total
      ? t("timeline.matches", { count: total })
      : t("timeline.matchOf", { place: formatCount(place + 1, locale), total: formatCount(total, locale) });
  return (
    <span className={styles.matches} role="status">
      {text}
      {!isComplete && "…"}
    </span>
  );
}
