import type { ScenarioFailureInfo, ScenarioOutcome } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./Scenarios.module.css";

export interface FailureProps {
  readonly outcome: ScenarioOutcome;
  readonly failure: ScenarioFailureInfo;
}

/** What was expected, what came instead, where they differ, and the way to its row. */
export function Failure({ outcome, failure }: FailureProps) {
  const { scenarios } = useApp().workbench;
  const { t } = useText();
  const { seq } = failure;
  return (
    <div className={styles.failure} role="alert">
      <p className={styles.message}>{failure.message}</p>
      <p className={styles.hint}>
        {failure.file}:{failure.line}:{failure.column} {failure.within.join(" › ")}
      </p>
      <dl className={styles.facts}>
        {failure.expected !== undefined && (
          <>
            <dt>{t("scenarios.expected")}</dt>
            <dd>{failure.expected}</dd>
          </>
        )}
        {failure.actual !== undefined && (
          <>
            <dt>{t("scenarios.actual")}</dt>
            <dd>{failure.actual}</dd>
          </>
        )}
        {failure.differences.map(({ path, expected, actual }) => (
          <div key={path} className={styles.difference}>
            <dt>{path}</dt>
            <dd>{t("scenarios.difference", { expected, actual })}</dd>
          </div>
        ))}
      </dl>
      {seq !== undefined && (
        <Button size="small" onPress={() => void scenarios.showRow(outcome, seq)}>
          <Icon name="right" size={12} />
          {t("scenarios.showRow")}
        </Button>
      )}
    </div>
  );
}
