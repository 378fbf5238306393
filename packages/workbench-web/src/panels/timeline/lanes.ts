import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { useObservable } from "../../ui/useObservable.js";
import { tabTitle } from "../tabs/tabTitle.js";

/** How many colours connections take turns with. */
const COLOURS = 6;

/** A connection among several in one timeline. */
export interface Lane {
  readonly id: string;
  readonly title: string;
  readonly place: number;
  readonly colour: number;
}

/** The connections by id, captioned as their tabs; one whose tab is closed keeps the backend's title. */
export function useLanes(): ReadonlyMap<string, Lane> {
  const { workbench } = useApp();
  const { t } = useText();
  const connections = useObservable(workbench.connections.states);
  const { all } = useObservable(workbench.tabs.state);
  const titles = new Map<string, string>();
  for (const { id, title } of connections.values()) titles.set(id, title);
  for (const tab of all) {
    if (tab.kind === "request" && tab.connectionId !== undefined) {
      titles.set(tab.connectionId, tabTitle(tab, workbench, t));
    }
  }
  return new Map(
    [...titles].map(([id, title], place) => [id, { id, title, place, colour: place % COLOURS }] as const),
  );
}
