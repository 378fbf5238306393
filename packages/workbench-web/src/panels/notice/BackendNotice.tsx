import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Notice } from "../../ui/Notice.js";
import { useObservable } from "../../ui/useObservable.js";

/** Calm, because nothing is lost: what was captured stays, and the page comes back by itself. */
export function BackendNotice() {
  const phase = useObservable(useApp().workbench.session.phase);
  const { t } = useText();
  if (phase === "refused") {
    return (
      <Notice tone="warn" icon="state">
        <strong>{t("notice.refused")}</strong> {t("notice.openAnew")}
      </Notice>
    );
  }
  if (phase !== "lost") return null;
  return (
    <Notice tone="warn" icon="state">
      <strong>{t("notice.lost")}</strong> {t("notice.reconnecting")}
    </Notice>
  );
}
