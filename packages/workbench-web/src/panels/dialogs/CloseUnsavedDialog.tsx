import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { tabTitle } from "../tabs/tabTitle.js";

/** Before edits are lost with their tab. */
export function CloseUnsavedDialog({
  tab,
  onClose,
}: {
  readonly tab: RequestTab;
  readonly onClose: () => void;
}) {
  const { workbench, overlay } = useApp();
  const { t } = useText();
  const save = async () => {
    if (tab.file === undefined) {
      overlay.set({ kind: "saveAs", tabId: tab.id });
      return;
    }
    onClose();
    if (await workbench.files.save(tab.id)) workbench.closeTab(tab.id);
  };
  return (
    <FormDialog
      title={t("closeUnsaved.title")}
      submitLabel={t("action.save")}
      onSubmit={() => void save()}
      onClose={onClose}
      extra={
        <Button
          look="danger"
          onPress={() => {
            onClose();
            workbench.closeTab(tab.id);
          }}
        >
          {t("closeUnsaved.discard")}
        </Button>
      }
    >
      <p style={{ margin: 0 }}>{t("closeUnsaved.text", { name: tabTitle(tab, workbench, t) })}</p>
    </FormDialog>
  );
}
