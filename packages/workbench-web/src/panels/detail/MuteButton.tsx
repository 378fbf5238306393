import { useText } from "../../i18n/index.js";
import { toggled } from "../../model/timeline/choices.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";

/** Leaves every row of a noisy event out of the list, and takes it in again. */
export function MuteButton({ view, event }: { readonly view: TimelineView; readonly event: string }) {
  const { t } = useText();
  const { mutedEvents } = useObservable(view.choices);
  const isMuted = mutedEvents.includes(event);
  return (
    <IconButton
      label={isMuted ? t("detail.unmute", { event }) : t("events.muteOne", { event })}
      onPress={() => view.setChoices({ mutedEvents: toggled(mutedEvents, event) })}
    >
      <Icon name={isMuted ? "visible" : "hidden"} size={13} />
    </IconButton>
  );
}
