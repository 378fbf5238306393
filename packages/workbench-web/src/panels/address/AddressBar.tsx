import { connectOrDisconnect } from "../../actions/connection/connectOrDisconnect.js";
import { useText } from "../../i18n/index.js";
import { isOpen } from "../../model/connections/connections.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { VariableField } from "../../ui/editor/VariableField.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./AddressBar.module.css";
import { ConnectionStatus } from "./ConnectionStatus.js";
import { ProtocolChoice } from "./ProtocolChoice.js";

export function AddressBar({ tab }: { readonly tab: RequestTab }) {
  const app = useApp();
  const { workbench } = app;
  const { t } = useText();
  useObservable(workbench.connections.states);
  const connection = workbench.connections.of(tab);
  const isBusy = connection !== undefined && isOpen(connection);
  const { request } = tab.draft;
  return (
    <section className={styles.bar} aria-label={t("address.label")}>
      <ProtocolChoice tab={tab} />
      <VariableField
        key={tab.id}
        label={t("address.url")}
        placeholder={request.protocol === "websocket" ? "ws://localhost:8080" : "http://localhost:3000/chat"}
        value={request.url}
        onChange={(url) => workbench.editRequest(tab.id, { url })}
        onEnter={() => {
          if (!isBusy) void workbench.connections.connect(tab.id);
        }}
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
