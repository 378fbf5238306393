import { useText } from "../../i18n/index.js";
import { formatCount } from "../../model/format.js";
import type { CatalogueEntry } from "../../model/timeline/catalogueWatch.js";
import { toggled } from "../../model/timeline/choices.js";
import { listenedNames, withListened } from "../../model/timeline/listening.js";
import { IconButton } from "../../ui/Button.js";
import { Chip } from "../../ui/Chip.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import { useCatalogue } from "../timeline/useCatalogue.js";
import styles from "./Events.module.css";
import type { Listening } from "./useListening.js";

/** Every event seen on the connection, with its count and rate; each can be muted, or shown alone. */
export function CatalogueTable({ listening }: { readonly listening: Listening }) {
  const { t } = useText();
  const seen = useCatalogue(listening.view).filter(({ event }) => event !== undefined);
  if (seen.length === 0) return <p className={styles.none}>{t("events.none")}</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("events.event")}</th>
          <th scope="col">{t("events.namespace")}</th>
          <th scope="col" className={styles.number}>
            {t("events.count")}
          </th>
          <th scope="col" className={styles.number}>
            {t("events.rate")}
          </th>
          <th scope="col">{t("events.choices")}</th>
        </tr>
      </thead>
      <tbody>
        {seen.map((entry) => (
          <SeenEvent
            key={`${entry.direction} ${entry.namespace} ${entry.event}`}
            entry={entry}
            listening={listening}
          />
        ))}
      </tbody>
    </table>
  );
}

interface SeenEventProps {
  readonly entry: CatalogueEntry;
  readonly listening: Listening;
}

function SeenEvent({ entry, listening }: SeenEventProps) {
  const { t, locale } = useText();
  const { view, events, change } = listening;
  const choices = useObservable(view.choices);
  const { event = "", namespace, direction, count, perSecond } = entry;
  const isListened = listenedNames(events).includes(event);
  return (
    <tr>
      <th scope="row" className={styles.event}>
        <span className={styles[direction]} role="img" aria-label={t(`row.${direction}`)}>
          <Icon name={direction === "sent" ? "up" : "down"} size={12} />
        </span>
        {event}
      </th>
      <td>{namespace}</td>
      <td className={styles.number}>{formatCount(count, locale)}</td>
      <td className={styles.number}>{formatCount(perSecond, locale)}</td>
      <td className={styles.choices}>
        <Chip
          label={t("events.muteOne", { event })}
          isOn={choices.mutedEvents.includes(event)}
          onChange={() => view.setChoices({ mutedEvents: toggled(choices.mutedEvents, event) })}
        >
          {t("events.mute")}
        </Chip>
        <Chip
          label={t("events.soloOne", { event })}
          isOn={choices.events.includes(event)}
          onChange={() => view.setChoices({ events: toggled(choices.events, event) })}
        >
          {t("events.solo")}
        </Chip>
        {direction === "received" && !isListened && (
          <IconButton
            label={t("events.listenTo", { event })}
            onPress={() => change(withListened(events, event))}
          >
            <Icon name="plus" size={12} />
          </IconButton>
        )}
      </td>
    </tr>
  );
}
