import { useLingui } from "@lingui/react";
import type { ProjectNode } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { Button } from "../../ui/Button.js";
import { Dialog } from "../../ui/Dialog.js";
import form from "../../ui/FormDialog.module.css";
import dialogs from "../dialogs/Dialogs.module.css";

export interface BrokenFileDialogProps {
  readonly node: Extract<ProjectNode, { kind: "broken" }>;
  readonly onClose: () => void;
}

/** A file that cannot be read: which, where in it, and what is wrong. */
export function BrokenFileDialog({ node, onClose }: BrokenFileDialogProps) {
  const { t } = useText();
  const { i18n } = useLingui();
  const { message, advice } = problemText(i18n, node.problem);
  const { file = node.path, line, column } = node.problem.values ?? {};
  return (
    <Dialog label={t("project.broken")} isOpen onClose={onClose} width={480}>
      <h2 className={form.title}>{t("project.broken")}</h2>
      <div className={form.content}>
        <p style={{ margin: 0 }}>{message}</p>
        <dl className={dialogs.facts}>
          <dt>{t("project.file")}</dt>
          <dd>{file}</dd>
          {line !== undefined && (
            <>
              <dt>{t("project.place")}</dt>
              <dd>{t("project.lineColumn", { line, column: column ?? 1 })}</dd>
            </>
          )}
        </dl>
        <p className={dialogs.hint}>{advice ?? t("project.brokenAdvice")}</p>
      </div>
      <div className={form.buttons}>
        <span className={form.space} />
        <Button onPress={onClose}>{t("shortcuts.close")}</Button>
      </div>
    </Dialog>
  );
}
