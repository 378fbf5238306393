import type { ScenarioInfo, ScenarioOutcome, ScenarioStep } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { formatDuration } from "../../model/format.js";
import { runKey } from "../../model/scenarios/steps.js";
import { useApp } from "../../ui/AppContext.js";
import { Notice } from "../../ui/Notice.js";
import { useObservable } from "../../ui/useObservable.js";
import { Failure } from "./Failure.js";
import styles from "./Scenarios.module.css";
import { StatusIcon } from "./StatusIcon.js";

/** One scenario: its steps as they go, and why it failed. */
export function ScenarioDetail({ info }: { readonly info: ScenarioInfo }) {
  const { scenarios } = useApp().workbench;
  const { t, i18n } = useText();
  const run = useObservable(scenarios.run);
  const steps = useObservable(scenarios.steps);
  const rows = info.runs === 1 ? [undefined] : Array.from({ length: info.runs }, (_, index) => index + 1);
  return (
    <section className={styles.detail} aria-label={info.name}>
      <h2>{info.name}</h2>
      {info.problem && (
        <Notice tone="bad" icon="problem">
          {problemText(i18n, info.problem).message}
        </Notice>
      )}
      {info.skip !== undefined && (
        <p className={styles.hint}>{t("scenarios.skipped", { reason: info.skip })}</p>
      )}
      {rows.map((row) => {
        const key = runKey({ path: info.path, ...(row !== undefined && { row }) });
        const outcome = run?.outcomes.find((one) => one.path === info.path && one.row === row);
        return (
          <div key={key}>
            {row !== undefined && <h3 className={styles.row}>{t("scenarios.row", { row })}</h3>}
            <Steps steps={steps.get(key) ?? []} outcome={outcome} />
          </div>
        );
      })}
    </section>
  );
}

interface StepsProps {
  readonly steps: readonly ScenarioStep[];
  readonly outcome: ScenarioOutcome | undefined;
}

function Steps({ steps, outcome }: StepsProps) {
  return (
    <>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          // Steps are only added, so a place names one.
          // biome-ignore lint/suspicious/noArrayIndexKey: the same step may run again
          <li key={index} style={{ paddingLeft: 12 + step.depth * 16 }}>
            <StatusIcon status={step.state === "started" ? "running" : step.state} />
            <span className={styles.line}>{step.line}</span>
            <span className={styles.title}>{step.title}</span>
            {step.durationMs !== undefined && (
              <span className={styles.number}>{formatDuration(step.durationMs * 1000)}</span>
            )}
          </li>
        ))}
      </ol>
      {outcome?.reason !== undefined && <p className={styles.hint}>{outcome.reason}</p>}
      {outcome?.failure && <Failure outcome={outcome} failure={outcome.failure} />}
    </>
  );
}
