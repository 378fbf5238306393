import { useState } from "react";
import { useText } from "../../i18n/index.js";
import { folderOf } from "../../model/project/tree.js";
import { titleOf } from "../../model/request/request.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Field } from "../../ui/Field.js";
import { FormDialog } from "../../ui/FormDialog.js";
import dialogs from "../dialogs/Dialogs.module.css";
import { FolderChoice } from "./FolderChoice.js";

/** The name and place of a request that has no file yet, or gets another. */
export function SaveAsDialog({ tab, onClose }: { readonly tab: RequestTab; readonly onClose: () => void }) {
  const { files } = useApp().workbench;
  const { t } = useText();
  const [name, setName] = useState(tab.draft.name === "" ? titleOf(tab.draft.request) : tab.draft.name);
  const [folder, setFolder] = useState(tab.file === undefined ? "" : folderOf(tab.file.path));
  return (
    <FormDialog
      title={t("project.saveRequest")}
      submitLabel={t("action.save")}
      isSubmitDisabled={name.trim() === ""}
      onSubmit={() => {
        void files.saveAs(tab.id, folder, name.trim());
        onClose();
      }}
      onClose={onClose}
    >
      <Field label={t("project.name")} value={name} onChange={setName} showLabel autoFocus />
      <span className={dialogs.label} aria-hidden="true">
        {t("project.folder")}
      </span>
      <FolderChoice value={folder} onChange={setFolder} />
    </FormDialog>
  );
}
