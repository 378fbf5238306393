import { useState } from "react";
import type { ProjectNode } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { fileName, nameOf } from "../../model/project/tree.js";
import { useApp } from "../../ui/AppContext.js";
import { Field } from "../../ui/Field.js";
import { FormDialog } from "../../ui/FormDialog.js";

interface NameDialogProps {
  readonly title: string;
  readonly submitLabel: string;
  readonly initial: string;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

function NameDialog({ title, submitLabel, initial, onName, onClose }: NameDialogProps) {
  const { t } = useText();
  const [name, setName] = useState(initial);
  return (
    <FormDialog
      title={title}
      submitLabel={submitLabel}
      isSubmitDisabled={name.trim() === ""}
      onSubmit={() => {
        onName(name.trim());
        onClose();
      }}
      onClose={onClose}
    >
      <Field label={t("project.name")} value={name} onChange={setName} showLabel autoFocus />
    </FormDialog>
  );
}

export function NewFolderDialog({
  parent,
  onClose,
}: {
  readonly parent: string;
  readonly onClose: () => void;
}) {
  const { project } = useApp().workbench;
  const { t } = useText();
  return (
    <NameDialog
      title={parent === "" ? t("action.newFolder") : t("project.newFolderIn", { name: nameOf(parent) })}
      submitLabel={t("project.create")}
      initial=""
      onName={(name) => void project.createFolder(parent, fileName(name))}
      onClose={onClose}
    />
  );
}

/** The name in the tree is the file's or folder's on the disk. */
export function RenameDialog({
  node,
  onClose,
}: {
  readonly node: ProjectNode;
  readonly onClose: () => void;
}) {
  const { project } = useApp().workbench;
  const { t } = useText();
  return (
    <NameDialog
      title={t("project.renameOf", { name: node.name })}
      submitLabel={t("project.rename")}
      initial={node.name}
      onName={(name) => void project.rename(node.path, fileName(name))}
      onClose={onClose}
    />
  );
}
