import { connectOrDisconnect } from "../../actions/connection/connectOrDisconnect.js";
import { useText } from "../../i18n/index.js";
import { isOpen } from "../../model/connections.js";
import type { RequestTab } from "../../model/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import { Menu } from "../../ui/Menu.js";
import { useObservable } from "../../ui/useObservable.js";
import { toVersion } from "../composer/Settings.js";
import styles from "./AddressBar.module.css";
import { ConnectionStatus } from "./ConnectionStatus.js";

export function AddressBar({ tab }: { readonly tab: RequestTab }) {
  const app = useApp();
  const { workbench } = app;
  const { t } = useText();
  useObservable(workbench.connections.states);
  const connection = workbench.connections.of(tab);
  const isBusy = connection !== undefined && isOpen(connection);
  const { request } = tab;
  return (
    <section className={styles.bar} aria-label={t("address.label")}>
      {request.protocol === "websocket" ? (
        <span className={styles.protocol}>WebSocket</span>
      ) : (
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
              {request.version === "auto" && connection?.version !== undefined && ` · v${connection.version}`}
            </span>
            <Icon name="chevronDown" size={12} />
          </Button>
        </Menu>
      )}
      <Field
        label={t("address.url")}
        placeholder={request.protocol === "websocket" ? "ws://localhost:8080" : "http://localhost:3000/chat"}
        value={request.url}
        onChange={(url) => workbench.editRequest(tab.id, { url })}
        onEnter={() => {
          if (!isBusy) void workbench.connections.connect(tab.id);
        }}
        isMono
        inputMode="url"
        area="address"
      />
      <ConnectionStatus connection={connection} />
      {isBusy ? (
        <Button look="danger" onPress={() => connectOrDisconnect.run(app)}>
          {connection.phase === "connecting" ? t("action.cancel") : t("action.disconnect")}
        </Button>
      ) : (
        <Button look="primary" onPress={() => connectOrDisconnect.run(app)}>
          {t("action.connect")}
        </Button>
      )}
    </section>
  );
}
