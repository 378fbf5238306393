import { useText } from "../../i18n/index.js";
import { DEFAULT_PATH, namespaceOf, type VersionChoice } from "../../model/request.js";
import type { RequestTab } from "../../model/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Check } from "../../ui/Check.js";
import { CodeEditor } from "../../ui/CodeEditor.js";
import { Field } from "../../ui/Field.js";
import { Segments } from "../../ui/Segments.js";
import styles from "./Composer.module.css";

export function Settings({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { request } = tab;
  const edit = (change: Parameters<typeof workbench.editRequest>[1]) => workbench.editRequest(tab.id, change);
  const verify = (
    <div>
      <Check isOn={request.verifyTls} onChange={(verifyTls) => edit({ verifyTls })}>
        {t("settings.verifyTls")}
      </Check>
      {!request.verifyTls && (
        <p className={styles.danger} role="status">
          {t("settings.verifyTlsOff")}
        </p>
      )}
    </div>
  );
  if (request.protocol === "websocket") {
    return (
      <div className={styles.form}>
        <Field
          label={t("settings.subprotocols")}
          hint={t("settings.subprotocolsHint")}
          value={request.subprotocols}
          onChange={(subprotocols) => edit({ subprotocols })}
          isMono
          showLabel
        />
        {verify}
      </div>
    );
  }
  return (
    <div className={styles.settings}>
      <div className={styles.form}>
        <div className={styles.labelled}>
          <span aria-hidden="true">{t("settings.version")}</span>
          <Segments
            label={t("settings.version")}
            value={String(request.version)}
            options={["auto", "2", "3", "4"].map((id) => ({
              id,
              label: id === "auto" ? t("version.auto") : `v${id}`,
            }))}
            onChange={(version) => edit({ version: toVersion(version) })}
          />
        </div>
        <Field
          label={t("settings.path")}
          value={request.path}
          placeholder={DEFAULT_PATH}
          onChange={(path) => edit({ path })}
          isMono
          showLabel
        />
        <p className={styles.hint}>
          {t("settings.namespace")} <code>{namespaceOf(request)}</code>
        </p>
        {verify}
      </div>
      <div className={styles.auth}>
        <span className={styles.label}>{t("settings.auth")}</span>
        <div className={styles.authEditor}>
          <CodeEditor
            label={t("settings.auth")}
            language="json"
            value={request.auth}
            placeholder={'{ "token": "…" }'}
            onChange={(auth) => edit({ auth })}
          />
        </div>
        {request.version === 2 && <p className={styles.hint}>{t("settings.authNotInV2")}</p>}
      </div>
    </div>
  );
}

export function toVersion(text: string): VersionChoice {
  return text === "2" ? 2 : text === "3" ? 3 : text === "4" ? 4 : "auto";
}
