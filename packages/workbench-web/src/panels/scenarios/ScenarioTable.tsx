import type { ScenarioInfo, ScenarioRun } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { formatDuration } from "../../model/format.js";
import { useApp } from "../../ui/AppContext.js";
import { IconButton } from "../../ui/Button.js";
import { Icon } from "../../ui/Icon.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Scenarios.module.css";
import { type ShownStatus, StatusIcon } from "./StatusIcon.js";

export interface ScenarioTableProps {
  readonly list: readonly ScenarioInfo[];
  readonly selected: string;
  readonly onSelect: (path: string) => void;
}

export function ScenarioTable({ list, selected, onSelect }: ScenarioTableProps) {
  const { scenarios } = useApp().workbench;
  const { t } = useText();
  const run = useObservable(scenarios.run);
  const isRunning = run !== undefined && !run.isOver;
  return (
    <section className={styles.scroller} aria-label={t("scenarios.table")}>
      <table className={styles.table}>
        <tbody>
          {list.map((info) => (
            <tr key={info.path} className={info.path === selected ? styles.selected : ""}>
              <td>
                <StatusIcon status={statusOf(info, run)} />
              </td>
              <th scope="row">
                <button
                  type="button"
                  className={styles.name}
                  aria-current={info.path === selected}
                  onClick={() => onSelect(info.path)}
                >
                  {info.name}
                  <span className={styles.path}>{info.path}</span>
                </button>
              </th>
              <td className={styles.number}>{durationOf(info, run)}</td>
              <td>
                <IconButton
                  label={t("scenarios.runOne", { name: info.name })}
                  isDisabled={isRunning || info.problem !== undefined}
                  onPress={() => {
                    onSelect(info.path);
                    void scenarios.start([info.path]);
                  }}
                >
                  <Icon name="play" size={13} />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The worst of its rows counts. */
function statusOf(info: ScenarioInfo, run: ScenarioRun | undefined): ShownStatus {
  if (info.problem !== undefined) return "invalid";
  if (run === undefined || !run.paths.includes(info.path)) return "idle";
  const outcomes = run.outcomes.filter(({ path }) => path === info.path);
  const worst = (["failed", "interrupted"] as const).find((status) =>
    outcomes.some((outcome) => outcome.status === status),
  );
  if (worst !== undefined) return worst;
  if (outcomes.length < info.runs && !run.isOver) return "running";
  return outcomes.some(({ status }) => status === "passed") ? "passed" : "skipped";
}

function durationOf({ path }: ScenarioInfo, run: ScenarioRun | undefined): string {
  const outcomes = run?.outcomes.filter((outcome) => outcome.path === path) ?? [];
  if (outcomes.length === 0) return "";
  return formatDuration(outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0) * 1000);
}
