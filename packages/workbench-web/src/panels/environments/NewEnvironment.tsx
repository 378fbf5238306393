import { useState } from "react";
import { Form } from "react-aria-components/Form";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Field } from "../../ui/Field.js";
import styles from "./Environments.module.css";

/** A name, and the environment is there. Undefined: it was not made. */
export function NewEnvironment({ onDone }: { readonly onDone: (name: string | undefined) => void }) {
  const { environments, notices } = useApp().workbench;
  const { t } = useText();
  const [name, setName] = useState("");
  const create = async () => {
    const wanted = name.trim();
    if (wanted === "") return;
    const result = await environments.save(wanted, [], undefined);
    if (!result.ok) notices.tell({ kind: "problem", problem: result.problem });
    onDone(result.ok ? wanted : undefined);
  };
  return (
    <Form
      className={styles.newForm ?? ""}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Field
        label={t("environment.newName")}
        placeholder={t("environment.newName")}
        value={name}
        onChange={setName}
        size="small"
        autoFocus
      />
      <Button type="submit" size="small">
        {t("project.create")}
      </Button>
    </Form>
  );
}
