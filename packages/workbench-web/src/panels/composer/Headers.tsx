import { useText } from "../../i18n/index.js";
import type { HeaderLine } from "../../model/request.js";
import type { RequestTab } from "../../model/tabs.js";
import { useApp } from "../../ui/AppContext.js";
import { Button, IconButton } from "../../ui/Button.js";
import { Field } from "../../ui/Field.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./Composer.module.css";

/** Headers of the handshake, one a line, sent in this order. */
export function Headers({ tab }: { readonly tab: RequestTab }) {
  const { workbench } = useApp();
  const { t } = useText();
  const { headers } = tab.request;
  const set = (next: readonly HeaderLine[]) => workbench.editRequest(tab.id, { headers: next });
  const change = (index: number, part: Partial<HeaderLine>) =>
    set(headers.map((line, place) => (place === index ? { ...line, ...part } : line)));
  return (
    <div className={styles.form}>
      {headers.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity than its place
        <div key={index} className={styles.headerLine}>
          <Field
            label={t("headers.name", { number: index + 1 })}
            placeholder={t("headers.namePlaceholder")}
            value={line.name}
            onChange={(name) => change(index, { name })}
            size="small"
            isMono
          />
          <Field
            label={t("headers.value", { number: index + 1 })}
            placeholder={t("headers.valuePlaceholder")}
            value={line.value}
            onChange={(value) => change(index, { value })}
            size="small"
            isMono
          />
          <IconButton
            label={t("headers.remove", { number: index + 1 })}
            onPress={() => set(headers.filter((_, place) => place !== index))}
          >
            <Icon name="close" size={12} />
          </IconButton>
        </div>
      ))}
      <div>
        <Button size="small" onPress={() => set([...headers, { name: "", value: "" }])}>
          <Icon name="plus" size={12} />
          {t("headers.add")}
        </Button>
      </div>
    </div>
  );
}
