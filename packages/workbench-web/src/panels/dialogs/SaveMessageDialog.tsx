import { useState } from "react";
import { useText } from "../../i18n/index.js";
import { toMessage } from "../../model/composer/message.js";
import { addMessage, changeMessage, suggestedName } from "../../model/composer/savedMessages.js";
import { newId } from "../../model/newId.js";
import type { RequestTab } from "../../model/tabs/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Field } from "../../ui/Field.js";
import { FormDialog } from "../../ui/FormDialog.js";

export interface SaveMessageDialogProps {
  readonly tab: RequestTab;
  /** Undefined: the message in the editor becomes a new one. */
  readonly messageId: string | undefined;
  readonly onClose: () => void;
}

/** The name and description of a saved message. */
export function SaveMessageDialog({ tab, messageId, onClose }: SaveMessageDialogProps) {
  const { workbench } = useApp();
  const { t } = useText();
  const known = tab.draft.messages.find((message) => message.id === messageId);
  // Kept as it stands, whole or not: sending it says what is wrong.
  const composed = toMessage(tab.composer, tab.draft.request.protocol, true);
  const message = known?.message ?? (composed.ok ? composed.message : undefined);
  const [name, setName] = useState(known?.name ?? (message ? suggestedName(message) : ""));
  const [description, setDescription] = useState(known?.description ?? "");
  const save = () => {
    if (message === undefined) return;
    const id = known?.id ?? newId();
    const { description: _, ...plain } = { id, name: name.trim(), message, description };
    const saved = description.trim() === "" ? plain : { ...plain, description: description.trim() };
    workbench.edit(tab.id, (draft) => ({
      ...draft,
      messages: known
        ? changeMessage(draft.messages, id, { description: undefined, ...saved })
        : addMessage(draft.messages, saved),
    }));
    if (known === undefined) workbench.editComposer(tab.id, (draft) => ({ ...draft, savedId: id }));
    onClose();
  };
  return (
    <FormDialog
      title={known ? t("savedMessages.rename") : t("savedMessages.add")}
      submitLabel={t("action.save")}
      isSubmitDisabled={name.trim() === "" || message === undefined}
      onSubmit={save}
      onClose={onClose}
    >
      {message === undefined && <p role="alert">{t("savedMessages.notWhole")}</p>}
      <Field label={t("savedMessages.name")} value={name} onChange={setName} showLabel autoFocus />
      <Field label={t("savedMessages.description")} value={description} onChange={setDescription} showLabel />
    </FormDialog>
  );
}
