import { useText } from "../../i18n/index.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Notice } from "../../ui/Notice.js";

/** The file of this request was changed or deleted elsewhere while it was edited here: the person says which one stays. */
export function Conflict({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { conflict, file } = tab;
  if (conflict === undefined || file === undefined) return null;
  const isDeleted = conflict === "deleted";
  return (
    <Notice
      tone="warn"
      icon="problem"
      actions={
        <>
          {isDeleted ? (
            <Button size="small" onPress={() => workbench.closeTab(tab.id)}>
              {t("action.closeTab")}
            </Button>
          ) : (
            <Button size="small" onPress={() => void workbench.files.takeTheirs(tab.id)}>
              {t("conflict.takeTheirs")}
            </Button>
          )}
          <Button size="small" onPress={() => void workbench.files.keepMine(tab.id)}>
            {isDeleted ? t("conflict.saveAgain") : t("conflict.keepMine")}
          </Button>
        </>
      }
    >
      {isDeleted ? t("conflict.deleted", { path: file.path }) : t("conflict.changed", { path: file.path })}
    </Notice>
  );
}
