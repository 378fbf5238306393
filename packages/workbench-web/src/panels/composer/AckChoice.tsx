import { useText } from "../../i18n/index.js";
import { ACK_TIMEOUT_MS, type ComposerDraft } from "../../model/composer/composer.js";
import { Check } from "../../ui/Check.js";
import { NumberField } from "../../ui/NumberField.js";
import styles from "./Composer.module.css";
import type { EditComposer } from "./Message.js";

export interface AckChoiceProps {
  readonly draft: ComposerDraft;
  readonly onChange: EditComposer;
}

export function AckChoice({ draft, onChange }: AckChoiceProps) {
  const { t } = useText();
  return (
    <>
      <Check isOn={draft.wantsAck} onChange={(wantsAck) => onChange((now) => ({ ...now, wantsAck }))}>
        {t("composer.ack")}
      </Check>
      {draft.wantsAck && (
        <span className={styles.timeout}>
          <NumberField
            label={t("composer.ackTimeout")}
            value={draft.ackTimeoutMs}
            defaultValue={ACK_TIMEOUT_MS}
            max={9_999_999}
            onChange={(ackTimeoutMs = ACK_TIMEOUT_MS) => onChange((now) => ({ ...now, ackTimeoutMs }))}
          />
          ms
        </span>
      )}
    </>
  );
}
