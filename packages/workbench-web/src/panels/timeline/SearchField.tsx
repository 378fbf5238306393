import { useText } from "../../i18n/index.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { Field } from "../../ui/Field.js";
import { focusArea } from "../../ui/focusArea.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Timeline.module.css";

/** Text or expression; Enter goes to the next match, Escape gives up. */
export function SearchField({ view }: { readonly view: TimelineView }) {
  const { t } = useText();
  const { search } = useObservable(view.choices);
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
    </div>
  );
}
