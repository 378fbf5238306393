import { useText } from "../../../i18n/index.js";
import { Check } from "../../../ui/Check.js";
import { NumberField } from "../../../ui/NumberField.js";
import styles from "../Request.module.css";
import { useRequestEdit } from "../useRequestEdit.js";
import { Group } from "./Group.js";
import type { SocketIoProps } from "./SocketIo.js";

const USUAL = { attempts: 10, delayMs: 1_000, maxDelayMs: 5_000 } as const;
const DAY_MS = 86_400_000;

export function Reconnection({ tabId, request }: SocketIoProps) {
  const { t } = useText();
  const edit = useRequestEdit(tabId);
  const { reconnection } = request;
  return (
    <Group title={t("reconnection.title")}>
      <Check
        isOn={reconnection !== undefined}
        onChange={(isOn) => edit({ reconnection: isOn ? USUAL : undefined })}
      >
        {t("reconnection.on")}
      </Check>
      {reconnection && (
        <div className={styles.triple}>
          <NumberField
            label={t("reconnection.attempts")}
            value={reconnection.attempts}
            defaultValue={USUAL.attempts}
            max={1_000_000}
            onChange={(attempts = USUAL.attempts) => edit({ reconnection: { ...reconnection, attempts } })}
            showLabel
          />
          <NumberField
            label={t("reconnection.delay")}
            unit="ms"
            value={reconnection.delayMs}
            defaultValue={USUAL.delayMs}
            max={DAY_MS}
            onChange={(delayMs = USUAL.delayMs) => edit({ reconnection: { ...reconnection, delayMs } })}
            showLabel
          />
          <NumberField
            label={t("reconnection.maxDelay")}
            unit="ms"
            value={reconnection.maxDelayMs}
            defaultValue={USUAL.maxDelayMs}
            max={DAY_MS}
            onChange={(maxDelayMs = USUAL.maxDelayMs) =>
              edit({ reconnection: { ...reconnection, maxDelayMs } })
            }
            showLabel
          />
        </div>
      )}
    </Group>
  );
}
