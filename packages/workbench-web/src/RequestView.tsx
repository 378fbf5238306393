import styles from "./App.module.css";
import { useText } from "./i18n/index.js";
import type { RequestTab, Tab } from "./model/tabs/tabs.js";
import { AddressBar } from "./panels/address/AddressBar.js";
import { Conflict } from "./panels/address/Conflict.js";
import { Outcome } from "./panels/address/Outcome.js";
import { Detail } from "./panels/detail/Detail.js";
import { Lesson } from "./panels/lesson/Lesson.js";
import { RequestTabs } from "./panels/request/RequestTabs.js";
import { Timeline } from "./panels/timeline/Timeline.js";
import { useApp } from "./ui/AppContext.js";
import { Panes } from "./ui/Panes.js";
import { useObservable } from "./ui/useObservable.js";

/** One connection: where to, what to send, what went by. */
export function RequestView({ tab }: { readonly tab: RequestTab }) {
  const { t } = useText();
  return (
    <div className={styles.request}>
      <AddressBar tab={tab} />
      <Conflict tab={tab} />
      <Outcome tab={tab} />
      <Lesson tab={tab} />
      <div className={styles.rest}>
        <Panes
          id="request"
          direction="vertical"
          handleLabel={t("panes.composer")}
          panes={[
            { id: "composer", size: "36%", minSize: 150, content: <RequestTabs key={tab.id} tab={tab} /> },
            {
              id: "timeline",
              minSize: 150,
              content: <TimelineAndDetail tab={tab} emptyText={t("timeline.empty")} />,
            },
          ]}
        />
      </div>
    </div>
  );
}

/** The list on the left, the open row on the right. */
export function TimelineAndDetail({ tab, emptyText }: { readonly tab: Tab; readonly emptyText: string }) {
  const { workbench, preferences } = useApp();
  const { t } = useText();
  const isDetailShown = useObservable(preferences.isDetailShown);
  useObservable(workbench.connections.states);
  const view = workbench.timelines.of(tab);
  const list = <Timeline key={tab.id} view={view} isMerged={tab.kind === "capture"} emptyText={emptyText} />;
  if (!isDetailShown) return list;
  return (
    <Panes
      id="timeline"
      direction="horizontal"
      handleLabel={t("panes.detail")}
      panes={[
        { id: "list", minSize: 320, content: list },
        {
          id: "detail",
          size: "38%",
          minSize: 310,
          content: <Detail key={tab.id} view={view} connection={workbench.connections.of(tab)} />,
        },
      ]}
    />
  );
}
