import type { Translate } from "../../i18n/index.js";
import { titleOf } from "../../model/request.js";
import type { Tab } from "../../model/tabs.js";
import type { Workbench } from "../../model/workbench.js";

export function tabTitle(tab: Tab, workbench: Workbench, t: Translate): string {
  if (tab.kind === "capture") return t("capture.live");
  const playground = workbench.playground.kindOf(tab);
  if (playground !== undefined) return t(`playground.${playground}`);
  const title = titleOf(tab.request);
  if (title !== "") return title;
  return tab.request.protocol === "websocket" ? t("tabs.untitledWebSocket") : t("tabs.untitledSocketIo");
}
