import { Button as AriaButton } from "react-aria-components/Button";
import { type Text, useText } from "../../i18n/index.js";
import { formatBytes } from "../../model/format.js";
import { type Narrowing, NO_NARROWING, narrowings, withoutNarrowing } from "../../model/timeline/choices.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { type Lane, useLanes } from "./lanes.js";
import { SearchMatches } from "./SearchMatches.js";
import styles from "./Timeline.module.css";

/** What the list was searched for and what narrows it down, each with a way out of it. */
export function Narrowings({ view }: { readonly view: TimelineView }) {
  const choices = useObservable(view.choices);
  const all = narrowings(choices);
  if (all.length === 0 && choices.search === "") return null;
  return (
    <div className={styles.narrowings}>
      <SearchMatches view={view} />
      {all.length > 0 && <Filters view={view} all={all} />}
    </div>
  );
}

interface FiltersProps {
  readonly view: TimelineView;
  readonly all: readonly Narrowing[];
}

function Filters({ view, all }: FiltersProps) {
  const text = useText();
  const { t } = text;
  const choices = useObservable(view.choices);
  const lanes = useLanes();
  return (
    <div className={styles.filters} role="group" aria-label={t("filter.inForce")}>
      {all.map((narrowing) => {
        const label = narrowingText(narrowing, text, lanes);
        return (
          <AriaButton
            key={label}
            className={styles.narrowing ?? ""}
            aria-label={t("filter.takeAway", { filter: label })}
            onPress={() => view.setChoices(withoutNarrowing(choices, narrowing))}
          >
            {label}
            <Icon name="close" size={10} />
          </AriaButton>
        );
      })}
      <Button look="quiet" size="small" onPress={() => view.setChoices(NO_NARROWING)}>
        {t("filter.clear")}
      </Button>
    </div>
  );
}

function narrowingText(narrowing: Narrowing, { t, locale }: Text, lanes: ReadonlyMap<string, Lane>): string {
  switch (narrowing.by) {
    case "kind":
      return t(`filterKind.${narrowing.value}`);
    case "event":
      return narrowing.value;
    case "mute":
      return t("filter.not", { event: narrowing.value });
    case "namespace":
      return narrowing.value;
    case "connection":
      return lanes.get(narrowing.value)?.title ?? narrowing.value;
    case "minSize":
      return `≥ ${formatBytes(narrowing.value, locale)}`;
    case "maxSize":
      return `≤ ${formatBytes(narrowing.value, locale)}`;
    case "marked":
      return t("filter.marked");
  }
}
