import type { ListenedEvent } from "signalbox/contract";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { listenedNames, USUAL_EVENTS } from "../../model/timeline/listening.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { useApp } from "../../ui/AppContext.js";
import { useObservable } from "../../ui/useObservable.js";

export interface Listening {
  readonly view: TimelineView;
  readonly events: readonly ListenedEvent[];
  /** The timeline shows of received events only those that are listened to. */
  readonly isListenedOnly: boolean;
  change(events: readonly ListenedEvent[]): void;
  setListenedOnly(isOn: boolean): void;
}

/** The Events tab of a request: what is listened to is a view of what is captured, so a change is seen at once. */
export function useListening(tab: RequestTab): Listening {
  const { workbench } = useApp();
  const view = workbench.timelines.of(tab);
  const { listenedEvents } = useObservable(view.choices);
  const events = tab.draft.events ?? USUAL_EVENTS;
  const isListenedOnly = listenedEvents !== undefined;
  return {
    view,
    events,
    isListenedOnly,
    change(next) {
      workbench.edit(tab.id, (draft) => ({ ...draft, events: next }));
      if (isListenedOnly) view.setChoices({ listenedEvents: listenedNames(next) });
    },
    setListenedOnly(isOn) {
      view.setChoices({ listenedEvents: isOn ? listenedNames(events) : undefined });
    },
  };
}
