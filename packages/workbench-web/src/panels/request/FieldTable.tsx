import type { Field as FieldRow } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { withBlank, withChange } from "../../model/openRows.js";
import { IconButton } from "../../ui/Button.js";
import { Check } from "../../ui/Check.js";
import { VariableField } from "../../ui/editor/VariableField.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./FieldTable.module.css";

export type FieldKind = "param" | "header" | "cookie";

export interface FieldTableProps {
  readonly kind: FieldKind;
  readonly rows: readonly FieldRow[];
  readonly onChange: (rows: readonly FieldRow[]) => void;
}

/** Names and values, one a line, in the order in which they are sent. There is always an empty line to type in. */
export function FieldTable({ kind, rows, onChange }: FieldTableProps) {
  const { t } = useText();
  const shown: readonly FieldRow[] = withBlank(rows);
  const what = t(`fields.${kind}`);
  const change = (index: number, part: Partial<FieldRow>) => onChange(withChange(shown, index, part));
  return (
    <div className={styles.table}>
      <div className={styles.line} aria-hidden="true">
        <span />
        <span className={styles.caption}>{t("fields.name")}</span>
        <span className={styles.caption}>{t("fields.value")}</span>
        <span className={styles.caption}>{t("fields.description")}</span>
      </div>
      {shown.map((row, index) => {
        const number = index + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity than its place
          <div key={index} className={row.enabled === false ? `${styles.line} ${styles.off}` : styles.line}>
            {index < rows.length ? (
              <Check
                label={t("fields.send", { what, number })}
                isOn={row.enabled !== false}
                onChange={(enabled) => change(index, { enabled })}
              />
            ) : (
              <span />
            )}
            <VariableField
              label={t("fields.nameOf", { what, number })}
              placeholder={t("fields.name")}
              value={row.name}
              onChange={(name) => change(index, { name })}
              size="small"
            />
            <VariableField
              label={t("fields.valueOf", { what, number })}
              placeholder={t("fields.value")}
              value={row.value}
              onChange={(value) => change(index, { value })}
              size="small"
            />
            <Field
              label={t("fields.descriptionOf", { what, number })}
              value={row.description ?? ""}
              onChange={(description) => change(index, { description })}
              size="small"
            />
            {index < rows.length ? (
              <IconButton
                label={t("fields.remove", { what, number })}
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
