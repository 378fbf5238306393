import type { ScenarioInfo } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { useApp } from "../../ui/AppContext.js";
import { Button } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Scenarios.module.css";

/** Runs all of them, stops them, and says how they stand. */
export function RunBar({ list }: { readonly list: readonly ScenarioInfo[] }) {
  const { scenarios } = useApp().workbench;
  const { t } = useText();
  const run = useObservable(scenarios.run);
  const isRunning = run !== undefined && !run.isOver;
  const runnable = list.filter(({ problem }) => problem === undefined);
  const count = (status: string) => run?.outcomes.filter((outcome) => outcome.status === status).length ?? 0;
  return (
    <header className={styles.head}>
      <h1>{t("scenarios.title")}</h1>
      {isRunning ? (
        <Button onPress={() => void scenarios.stop()}>
          <Icon name="stop" size={13} />
          {t("scenarios.stop")}
        </Button>
      ) : (
        <Button
          look="primary"
          isDisabled={runnable.length === 0}
          onPress={() => void scenarios.start(runnable.map(({ path }) => path))}
        >
          <Icon name="play" size={13} />
          {t("scenarios.runAll")}
        </Button>
      )}
      {run !== undefined && (
        <span role="status" className={styles.summary}>
          {t("scenarios.summary", {
            done: run.outcomes.length,
            total: run.total,
            passed: count("passed"),
            failed: count("failed"),
          })}
        </span>
      )}
    </header>
  );
}
