import { useText } from "../../i18n/index.js";
import { paramRows } from "../../model/request/request.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { listenedNames, USUAL_EVENTS } from "../../model/timeline/listening.js";
import { useApp } from "../../ui/AppContext.js";
import { TabStrip } from "../../ui/TabStrip.js";
import { Message } from "../composer/Message.js";
import { Docs } from "../docs/Docs.js";
import { Events } from "../events/Events.js";
import { Reactions } from "../reactions/Reactions.js";
import { Authorization } from "./Authorization.js";
import { Cookies } from "./Cookies.js";
import { Headers } from "./Headers.js";
import { Params } from "./Params.js";
import styles from "./Request.module.css";
import { Settings } from "./settings/Settings.js";

/** Everything about one request, a section a tab. */
export function RequestTabs({ tab }: { readonly tab: RequestTab }) {
  const { tabs } = useApp().workbench;
  const { t } = useText();
  const { request, reactions = [], description } = tab.draft;
  const hasAuth =
    request.authorization !== undefined || (request.protocol === "socket.io" && Boolean(request.auth));
  return (
    <section className={styles.request} aria-label={t("request.label")}>
      <TabStrip
        label={t("request.label")}
        selected={tab.section ?? "message"}
        onSelect={(section) => tabs.change(tab.id, (now) => ({ ...now, section }))}
        tabs={[
          { id: "message", label: t("composer.message"), content: <Message tab={tab} /> },
          ...(request.protocol === "socket.io"
            ? [
                {
                  id: "events",
                  label: t("events.label"),
                  count: listenedNames(tab.draft.events ?? USUAL_EVENTS).length,
                  content: <Events tab={tab} />,
                },
              ]
            : []),
          {
            id: "params",
            label: t("request.params"),
            count: sent(paramRows(request)),
            content: <Params tab={tab} />,
          },
          {
            id: "headers",
            label: t("request.headers"),
            count: sent(request.headers),
            content: <Headers tab={tab} />,
          },
          {
            id: "cookies",
            label: t("request.cookies"),
            count: sent(request.cookies),
            content: <Cookies tab={tab} />,
          },
          {
            id: "auth",
            label: t("request.auth"),
            count: hasAuth ? 1 : 0,
            content: <Authorization tab={tab} />,
          },
          { id: "settings", label: t("settings.label"), content: <Settings tab={tab} /> },
          {
            id: "reactions",
            label: t("reactions.label"),
            count: reactions.filter(({ enabled }) => enabled).length,
            content: <Reactions tab={tab} />,
          },
          { id: "docs", label: t("docs.label"), count: description ? 1 : 0, content: <Docs tab={tab} /> },
        ]}
      />
    </section>
  );
}

function sent(rows: readonly { readonly name: string; readonly enabled?: boolean }[] = []): number {
  return rows.filter((row) => row.name.trim() !== "" && row.enabled !== false).length;
}
