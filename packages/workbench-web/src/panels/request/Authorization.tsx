import type { Authorization as AuthorizationValue } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { CodeEditor } from "../../ui/editor/CodeEditor.js";
import { VariableField } from "../../ui/editor/VariableField.js";
import { Segments } from "../../ui/Segments.js";
import styles from "./Request.module.css";
import { useRequestEdit } from "./useRequestEdit.js";

type Scheme = "none" | AuthorizationValue["type"];

/** The Authorization header, and for Socket.IO the payload of its CONNECT packet. */
export function Authorization({ tab }: { readonly tab: RequestTab }) {
  const { t } = useText();
  const { request } = tab.draft;
  if (request.protocol === "websocket") return <AuthorizationHeader tab={tab} />;
  return (
    <div className={styles.halves}>
      <AuthorizationHeader tab={tab} />
      <AuthPayload
        tab={tab}
        auth={request.auth ?? ""}
        hint={request.version === 2 ? t("settings.authNotInV2") : undefined}
      />
    </div>
  );
}

function AuthorizationHeader({ tab }: { readonly tab: RequestTab }) {
  const { t } = useText();
  const edit = useRequestEdit(tab.id);
  const { authorization } = tab.draft.request;
  const choose = (scheme: Scheme) =>
    edit({
      authorization:
        scheme === "none"
          ? undefined
          : scheme === "basic"
            ? { type: "basic", username: "", password: "" }
            : { type: "bearer", token: "" },
    });
  return (
    <div className={styles.form}>
      <div className={styles.labelled}>
        <span aria-hidden="true">{t("authorization.scheme")}</span>
        <Segments<Scheme>
          label={t("authorization.scheme")}
          value={authorization?.type ?? "none"}
          options={[
            { id: "none", label: t("authorization.none") },
            { id: "basic", label: "Basic" },
            { id: "bearer", label: "Bearer" },
          ]}
          onChange={choose}
        />
      </div>
      {authorization?.type === "basic" && (
        <>
          <VariableField
            label={t("authorization.username")}
            value={authorization.username}
            onChange={(username) => edit({ authorization: { ...authorization, username } })}
            showLabel
          />
          <VariableField
            label={t("authorization.password")}
            value={authorization.password}
            onChange={(password) => edit({ authorization: { ...authorization, password } })}
            showLabel
            isSecret
          />
        </>
      )}
      {authorization?.type === "bearer" && (
        <VariableField
          label={t("authorization.token")}
          value={authorization.token}
          placeholder="{{token}}"
          onChange={(token) => edit({ authorization: { type: "bearer", token } })}
          showLabel
          isSecret
        />
      )}
      <p className={styles.hint}>
        {authorization === undefined ? t("authorization.noneHint") : t("authorization.hint")}
      </p>
    </div>
  );
}

interface AuthPayloadProps {
  readonly tab: RequestTab;
  readonly auth: string;
  readonly hint: string | undefined;
}

function AuthPayload({ tab, auth, hint }: AuthPayloadProps) {
  const { t } = useText();
  const edit = useRequestEdit(tab.id);
  return (
    <div className={styles.payload}>
      <span className={styles.label} aria-hidden="true">
        {t("settings.auth")}
      </span>
      <div className={styles.payloadEditor}>
        <CodeEditor
          label={t("settings.auth")}
          language="json"
          value={auth}
          placeholder={'{ "token": "{{token}}" }'}
          onChange={(next) => edit({ auth: next })}
        />
      </div>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
    </div>
  );
}
