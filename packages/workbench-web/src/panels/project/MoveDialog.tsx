import { useState } from "react";
import type { ProjectNode } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { folderOf } from "../../model/project/tree.js";
import { useApp } from "../../ui/AppContext.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { FolderChoice } from "./FolderChoice.js";

/** Moving without a drag. */
export function MoveDialog({ node, onClose }: { readonly node: ProjectNode; readonly onClose: () => void }) {
  const { project } = useApp().workbench;
  const { t } = useText();
  const [folder, setFolder] = useState(folderOf(node.path));
  return (
    <FormDialog
      title={t("project.moveOf", { name: node.name })}
      submitLabel={t("project.move")}
      onSubmit={() => {
        void project.moveInto(node.path, folder);
        onClose();
      }}
      onClose={onClose}
    >
      <FolderChoice
        value={folder}
        onChange={setFolder}
        {...(node.kind === "folder" ? { except: node.path } : {})}
      />
    </FormDialog>
  );
}
