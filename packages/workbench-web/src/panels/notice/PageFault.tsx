import { useText } from "../../i18n/index.js";
import { Button } from "../../ui/Button.js";
import { Notice } from "../../ui/Notice.js";

/** In the place of a part of the page that could not be drawn. */
export function PageFault() {
  const { t } = useText();
  return (
    <Notice
      tone="bad"
      icon="problem"
      actions={
        <Button size="small" onPress={() => location.reload()}>
          {t("notice.reload")}
        </Button>
      }
    >
      <strong>{t("notice.fault")}</strong> {t("notice.faultAdvice")}
    </Notice>
  );
}
