import { useLingui } from "@lingui/react";
import type { ConnectionState } from "signalbox/contract";
import { faultText } from "../../i18n/fault.js";
import { hasMessage, useText } from "../../i18n/index.js";
import { clockTime } from "../../model/format.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Notice } from "../../ui/Notice.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./AddressBar.module.css";
import { Diagnosis } from "./Diagnosis.js";

/** The line under the address bar: why it failed, how it ended, or that the form has changed since. */
export function Outcome({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { i18n } = useLingui();
  const connections = useObservable(workbench.connections.states);
  const fault = useObservable(workbench.faults.byTab).get(tab.id);
  const connection = tab.connectionId === undefined ? undefined : connections.get(tab.connectionId);
  if (fault?.at === "connect") {
    if ("problem" in fault) return <Diagnosis problem={fault.problem} request={tab.draft.request} />;
    const { message } = faultText(i18n, fault);
    return (
      <Notice tone="bad" icon="problem">
        <strong>{message}</strong>
      </Notice>
    );
  }
  if (connection?.phase === "failed" && connection.problem) {
    return <Diagnosis problem={connection.problem} request={connection.request} />;
  }
  if (connection?.phase === "closed") return <Ended connection={connection} />;
  if (workbench.connections.needsReconnect(tab)) {
    return (
      <Notice
        tone="warn"
        icon="state"
        actions={
          <Button size="small" onPress={() => void workbench.connections.connect(tab.id)}>
            {t("action.reconnect")}
          </Button>
        }
      >
        {t("address.changed")}
      </Notice>
    );
  }
  return null;
}

function Ended({ connection }: { readonly connection: ConnectionState }) {
  const { t } = useText();
  const { i18n } = useLingui();
  const { close } = connection;
  const keys = [`closeCode.${close?.code}`, `closeReason.${close?.reason}`];
  const key = keys.find(hasMessage);
  const meaning = key === undefined ? (close?.meaning ?? "") : i18n._(key);
  const time = clockTime(connection.since * 1000).second;
  return (
    <Notice tone="calm" icon="state">
      {t("address.closedAt", { time })}
      {close?.code !== undefined && <span className={styles.status}>{close.code}</span>}
      <span className={styles.meaning}>{meaning}</span>
      {close !== undefined && close.reason !== "" && <q className={styles.reason}>{close.reason}</q>}
      {close?.clean === false && <span className={styles.meaning}>{t("address.notClean")}</span>}
    </Notice>
  );
}
