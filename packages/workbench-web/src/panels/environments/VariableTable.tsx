import type { EnvironmentVariable } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { withBlank, withChange } from "../../model/openRows.js";
import { MASK } from "../../model/variables/environments.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Check } from "../../ui/Check.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./Environments.module.css";

export interface VariableTableProps {
  readonly environment: string;
  readonly rows: readonly EnvironmentVariable[];
  readonly onChange: (rows: readonly EnvironmentVariable[]) => void;
}

/** Variables, one a line. There is always an empty line to type in. */
export function VariableTable({ environment, rows, onChange }: VariableTableProps) {
  const { environments, notices } = useApp().workbench;
  const { t } = useText();
  const shown: readonly EnvironmentVariable[] = withBlank(rows);
  const change = (index: number, part: Partial<EnvironmentVariable>) =>
    onChange(withChange(shown, index, part));
  const reveal = async (index: number, row: EnvironmentVariable) => {
    const result = await environments.reveal(environment, row.name);
    if (result.ok) change(index, { value: result.value });
    else notices.tell({ kind: "problem", problem: result.problem });
  };
  return (
    <div className={styles.table}>
      <div className={styles.line} aria-hidden="true">
        <span className={styles.caption}>{t("fields.name")}</span>
        <span className={styles.caption}>{t("fields.value")}</span>
        <span className={styles.caption}>{t("environment.secret")}</span>
        <span className={styles.caption}>{t("fields.description")}</span>
        <span />
      </div>
      {shown.map((row, index) => {
        const number = index + 1;
        const isMasked = row.secret === true && row.value === MASK;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity than its place
          <div key={index} className={styles.line}>
            <Field
              label={t("environment.nameOf", { number })}
              value={row.name}
              onChange={(name) => change(index, { name })}
              size="small"
              isMono
            />
            <span className={styles.value}>
              <Field
                label={t("environment.valueOf", { number })}
                value={row.value}
                // What is typed beside the dots replaces them.
                onChange={(value) => change(index, { value: isMasked ? value.replace(/•/g, "") : value })}
                size="small"
                isMono
              />
              {isMasked && (
                <IconButton
                  label={t("environment.reveal", { name: row.name })}
                  onPress={() => void reveal(index, row)}
                >
                  <Icon name="visible" size={13} />
                </IconButton>
              )}
            </span>
            <span className={styles.secret}>
              <Check
                label={t("environment.secretOf", { number })}
                isOn={row.secret === true}
                isDisabled={index >= rows.length}
                onChange={(secret) => change(index, { secret })}
              />
            </span>
            <Field
              label={t("environment.descriptionOf", { number })}
              value={row.description ?? ""}
              onChange={(description) => change(index, { description })}
              size="small"
            />
            {index < rows.length ? (
              <IconButton
                label={t("environment.remove", { number })}
                onPress={() => onChange(rows.filter((_, place) => place !== index))}
              >
                <Icon name="close" size={12} />
              </IconButton>
            ) : (
              <span />
            )}
          </div>
        );
      })}
    </div>
  );
}
