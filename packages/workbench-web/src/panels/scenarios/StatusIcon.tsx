import type { ScenarioStatus } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { Icon, type IconName } from "../../ui/Icon.js";
import styles from "./Scenarios.module.css";

export type ShownStatus = ScenarioStatus | "running" | "invalid" | "idle";

const ICONS: Readonly<Record<ShownStatus, IconName>> = {
  passed: "check",
  failed: "close",
  skipped: "right",
  interrupted: "stop",
  running: "pulse",
  invalid: "problem",
  idle: "state",
};

/** How a run or a step stands: a sign with a colour and a name. */
export function StatusIcon({ status }: { readonly status: ShownStatus }) {
  const { t } = useText();
  return (
    <span
      className={`${styles.status} ${styles[status]}`}
      role="img"
      aria-label={t(`scenarioStatus.${status}`)}
    >
      <Icon name={ICONS[status]} size={13} />
    </span>
  );
}
