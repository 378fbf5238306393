import type { Translate } from "../../i18n/index.js";
import { titleOf } from "../../model/request/request.js";
import type { Tab } from "../../model/tabs/tabs.js";
import type { Workbench } from "../../model/workbench.js";

export function tabTitle(tab: Tab, workbench: Workbench, t: Translate): string {
  if (tab.kind === "captures") return t("captures.title");
  if (tab.kind === "scenarios") return t("scenarios.title");
  if (tab.kind === "capture") return tab.captureId === undefined ? t("capture.live") : (tab.title ?? "");
  if (tab.draft.name !== "") return tab.draft.name;
  const playground = workbench.playground.kindOf(tab);
  if (playground !== undefined) return t(`playground.${playground}`);
  const title = titleOf(tab.draft.request);
  if (title !== "") return title;
  return tab.draft.request.protocol === "websocket"
    ? t("tabs.untitledWebSocket")
    : t("tabs.untitledSocketIo");
}
