import { useLingui } from "@lingui/react";
import { faultText } from "../../i18n/fault.js";
import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Composer.module.css";

/** Why the last Send did not happen, beside the button that was pressed. */
export function SendFault({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { i18n } = useLingui();
  const fault = useObservable(workbench.faults.byTab).get(tab.id);
  if (fault?.at !== "send") return <span className={styles.space} />;
  const { message, advice } = faultText(i18n, fault);
  const maySendAnyway =
    tab.draft.request.protocol === "websocket" && "fault" in fault && fault.fault.code === "NOT_JSON";
  return (
    <>
      <span className={styles.fault} role="alert">
        {message} {advice}
      </span>
      {maySendAnyway && (
        <Button onPress={() => void workbench.connections.sendComposed(tab.id, true)}>
          {t("composer.sendAnyway")}
        </Button>
      )}
    </>
  );
}
