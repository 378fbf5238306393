import { useState } from "react";
import { hasMessage, useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Field } from "../../ui/Field.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { NumberField } from "../../ui/NumberField.js";
import styles from "./Dialogs.module.css";

const NORMAL = 1000;

/** A close frame of the person's own: code and reason. */
export function CloseDialog({ tab, onClose }: { readonly tab: RequestTab; readonly onClose: () => void }) {
  const { connections } = useApp().workbench;
  const { t, i18n } = useText();
  const [code, setCode] = useState<number | undefined>(NORMAL);
  const [reason, setReason] = useState("");
  const key = `closeCode.${code ?? NORMAL}`;
  const close = () => {
    void connections.disconnect(tab.id, { code: code ?? NORMAL, reason });
    onClose();
  };
  return (
    <FormDialog
      title={t("action.closeWithCode")}
      submitLabel={t("frame.close")}
      onSubmit={close}
      onClose={onClose}
    >
      <NumberField
        label={t("frame.code")}
        value={code}
        defaultValue={NORMAL}
        max={65_535}
        onChange={setCode}
        showLabel
        size="normal"
      />
      <p className={styles.hint}>{hasMessage(key) ? i18n._(key) : t("frame.codeOwn")}</p>
      <Field label={t("frame.reason")} value={reason} onChange={setReason} showLabel />
    </FormDialog>
  );
}
