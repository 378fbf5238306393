import { useState } from "react";
import type { Problem } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { useApp } from "../../ui/AppContext.js";
import { Check } from "../../ui/Check.js";
import { Field } from "../../ui/Field.js";
import { FormDialog } from "../../ui/FormDialog.js";
import { Notice } from "../../ui/Notice.js";
import dialogs from "../dialogs/Dialogs.module.css";
import styles from "./Scenarios.module.css";

export interface MakeScenarioDialogProps {
  /** Undefined: the capture that is recorded. */
  readonly captureId: string | undefined;
  readonly onClose: () => void;
}

/** Turns a capture, or its marked rows, into a scenario that does the same again. */
export function MakeScenarioDialog({ captureId, onClose }: MakeScenarioDialogProps) {
  const { scenarios, tabs } = useApp().workbench;
  const { t, i18n } = useText();
  const [name, setName] = useState("");
  const [onlyMarked, setOnlyMarked] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [made, setMade] = useState<{ readonly text: string; readonly path?: string }>();

  const submit = async () => {
    const result = await scenarios.make(captureId, name.trim(), onlyMarked);
    if (result.ok) setMade(result.value);
    else setProblem(result.problem);
  };

  if (made !== undefined) {
    return (
      <FormDialog
        title={t("scenarios.make")}
        submitLabel={t("scenarios.openAll")}
        width={640}
        onSubmit={() => {
          tabs.openScenarios();
          onClose();
        }}
        onClose={onClose}
      >
        <p role="status">{t("scenarios.made", { path: made.path ?? "" })}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre className={styles.text} tabIndex={0}>
          {made.text}
        </pre>
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={t("scenarios.make")}
      submitLabel={t("scenarios.makeNow")}
      isSubmitDisabled={name.trim() === ""}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className={dialogs.hint}>{t("scenarios.makeHint")}</p>
      <Field label={t("scenarios.name")} value={name} onChange={setName} showLabel autoFocus />
      <Check isOn={onlyMarked} onChange={setOnlyMarked}>
        {t("scenarios.onlyMarked")}
      </Check>
      {problem !== undefined && (
        <Notice tone="bad" icon="problem">
          {problemText(i18n, problem).message}
        </Notice>
      )}
    </FormDialog>
  );
}
