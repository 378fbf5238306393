import { useLingui } from "@lingui/react";
import { useState } from "react";
import type { EnvironmentVariable, Problem } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { PROJECT_VARIABLES } from "../../model/variables/environments.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Field } from "../../ui/Field.js";
import styles from "./Environments.module.css";
import { VariableTable } from "./VariableTable.js";

export interface VariablesEditorProps {
  /** Empty for the project's own variables. */
  readonly name: string;
  readonly variables: readonly EnvironmentVariable[];
  readonly revision: string | undefined;
  readonly onRenamed: (name: string) => void;
  readonly onClose: () => void;
}

/** One environment: its name, its variables, Save. */
export function VariablesEditor(props: VariablesEditorProps) {
  const { name, variables, revision, onRenamed, onClose } = props;
  const { environments } = useApp().workbench;
  const { t } = useText();
  const { i18n } = useLingui();
  const [rows, setRows] = useState(variables);
  const [newName, setNewName] = useState(name);
  const [problem, setProblem] = useState<Problem>();
  const isProject = name === PROJECT_VARIABLES;
  const save = async () => {
    const wanted = newName.trim();
    const saved = await environments.save(name, rows, revision);
    const result =
      saved.ok && !isProject && wanted !== "" && wanted !== name
        ? await environments.rename(name, wanted)
        : saved;
    setProblem(result.ok ? undefined : result.problem);
    if (!result.ok) return;
    onRenamed(isProject ? name : wanted);
    onClose();
  };
  const remove = async () => {
    const result = await environments.delete(name);
    setProblem(result.ok ? undefined : result.problem);
  };
  return (
    <section className={styles.editor} aria-label={isProject ? t("environment.project") : name}>
      <div className={styles.head}>
        {isProject ? (
          <p className={styles.hint}>{t("environment.projectHint")}</p>
        ) : (
          <>
            <Field label={t("environment.name")} value={newName} onChange={setNewName} showLabel />
            <Button look="danger" onPress={() => void remove()}>
              {t("environment.delete")}
            </Button>
          </>
        )}
      </div>
      <VariableTable environment={name} rows={rows} onChange={setRows} />
      <div className={styles.foot}>
        {problem ? (
          <span className={styles.fault} role="alert">
            {problemText(i18n, problem).message}
          </span>
        ) : (
          <span className={styles.hint}>{t("environment.secretHint")}</span>
        )}
        <Button onPress={onClose}>{t("action.cancel")}</Button>
        <Button look="primary" onPress={() => void save()}>
          {t("action.save")}
        </Button>
      </div>
    </section>
  );
}
