import type { ConnectionRequest, TlsSettings } from "signalbox/contract";
import { useText } from "../../../i18n/index.js";
import { Check } from "../../../ui/Check.js";
import { VariableField } from "../../../ui/editor/VariableField.js";
import styles from "../Request.module.css";
import { useRequestEdit } from "../useRequestEdit.js";
import { Group } from "./Group.js";

export interface CommonProps {
  readonly tabId: string;
  readonly request: ConnectionRequest;
}

export function Tls({ tabId, request }: CommonProps) {
  const { t } = useText();
  const edit = useRequestEdit(tabId);
  const tls = request.tls ?? {};
  const set = (part: Partial<TlsSettings>) => edit({ tls: { ...tls, ...part } });
  const isVerified = tls.verify !== false;
  return (
    <Group title="TLS">
      <Check isOn={isVerified} onChange={(verify) => set({ verify })}>
        {t("settings.verifyTls")}
      </Check>
      {!isVerified && (
        <p className={styles.danger} role="status">
          {t("settings.verifyTlsOff")}
        </p>
      )}
      <VariableField
        label={t("tls.serverName")}
        value={tls.serverName ?? ""}
        onChange={(serverName) => set({ serverName })}
        size="small"
        showLabel
      />
      <VariableField
        label={t("tls.caFile")}
        value={tls.caFile ?? ""}
        placeholder="certificates/ca.pem"
        onChange={(caFile) => set({ caFile })}
        size="small"
        showLabel
      />
      <div className={styles.pair}>
        <VariableField
          label={t("tls.certificateFile")}
          value={tls.certificateFile ?? ""}
          onChange={(certificateFile) => set({ certificateFile })}
          size="small"
          showLabel
        />
        <VariableField
          label={t("tls.keyFile")}
          value={tls.keyFile ?? ""}
          onChange={(keyFile) => set({ keyFile })}
          size="small"
          showLabel
        />
      </div>
      <VariableField
        label={t("tls.passphrase")}
        value={tls.passphrase ?? ""}
        onChange={(passphrase) => set({ passphrase })}
        size="small"
        showLabel
        isSecret
        hint={t("tls.filesHint")}
      />
    </Group>
  );
}
