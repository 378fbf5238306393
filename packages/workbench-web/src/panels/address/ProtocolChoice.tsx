import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { toVersion } from "../request/settings/SocketIo.js";
import styles from "./AddressBar.module.css";

/** The protocol; for Socket.IO the version asked for, and the one in use. */
export function ProtocolChoice({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { request } = tab.draft;
  if (request.protocol === "websocket") return <span className={styles.protocol}>WebSocket</span>;
  const inUse = workbench.connections.of(tab)?.version;
  return (
    <Menu
      label={t("settings.version")}
      chosen={String(request.version)}
      entries={["auto", "2", "3", "4"].map((id) => ({
        id,
        label: id === "auto" ? t("version.autoLong") : t("version.number", { version: id }),
      }))}
      onAction={(version) => workbench.editRequest(tab.id, { version: toVersion(version) })}
    >
      <Button>
        Socket.IO
        <span className={styles.version}>
          {request.version === "auto" ? t("version.auto") : `v${request.version}`}
          {request.version === "auto" && inUse !== undefined && ` · v${inUse}`}
        </span>
        <Icon name="chevronDown" size={12} />
      </Button>
    </Menu>
  );
}
