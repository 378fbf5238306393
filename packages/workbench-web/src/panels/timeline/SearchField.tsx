import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { IconButton } from "../../ui/Button.js";
import { Chip } from "../../ui/Chip.js";
import { Field } from "../../ui/Field.js";
import { focusArea } from "../../ui/focusArea.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Timeline.module.css";

/** Text or expression; Enter goes to the next match, Escape gives up. */
export function SearchField({ view }: { readonly view: TimelineView }) {
  const { t } = useText();
  const { search, onlyMatches } = useObservable(view.choices);
  return (
    <div className={styles.search}>
      <Field
        label={t("timeline.search")}
        placeholder={t("timeline.searchPlaceholder")}
        value={search}
        onChange={(text) => view.setChoices({ search: text })}
        onEscape={() => {
          view.setChoices({ search: "" });
          focusArea("timeline");
        }}
        onEnter={() => void view.step(1)}
        size="small"
        isMono
        area="search"
        inputMode="search"
      />
      {search !== "" && (
        <>
          <Matches view={view} />
          <IconButton label={t("timeline.previousMatch")} onPress={() => void view.step(-1)}>
            <Icon name="up" size={12} />
          </IconButton>
          <IconButton label={t("timeline.nextMatch")} onPress={() => void view.step(1)}>
            <Icon name="down" size={12} />
          </IconButton>
          <Chip isOn={onlyMatches} onChange={(isOn) => view.setChoices({ onlyMatches: isOn })}>
            {t("timeline.onlyMatches")}
          </Chip>
        </>
      )}
    </div>
  );
}

/** How many match, and which of them one stands at. */
function Matches({ view }: { readonly view: TimelineView }) {
  const { t, locale } = useText();
  const { onlyMatches } = useObservable(view.choices);
  const list = useObservable(view.state);
  const find = useObservable(view.find.state);
  const total = onlyMatches ? list.total : find.total;
  const isComplete = onlyMatches ? list.isComplete : find.isComplete;
  const place = onlyMatches ? list.selected?.index : find.current && find.current - 1;
  const count = formatCount(total, locale);
  const text =
    place === undefined
      ? count
      : t("timeline.matchOf", { place: formatCount(place + 1, locale), total: count });
  return (
    <span className={styles.matches} role="status">
      {text}
      {!isComplete && "…"}
    </span>
  );
}
