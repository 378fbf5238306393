import { useEffect, useState } from "react";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { useApp } from "../../ui/AppContext.js";
import { Notice } from "../../ui/Notice.js";
import { Panes } from "../../ui/Panes.js";
import { useObservable } from "../../ui/useObservable.js";
import { RunBar } from "./RunBar.js";
import { ScenarioDetail } from "./ScenarioDetail.js";
import styles from "./Scenarios.module.css";
import { ScenarioTable } from "./ScenarioTable.js";

/** The scenarios of the project: run, watch live, go from a failed step to its row. */
export function Scenarios() {
  const { scenarios, project } = useApp().workbench;
  const { t, i18n } = useText();
  const list = useObservable(scenarios.list);
  const problem = useObservable(scenarios.problem);
  const state = useObservable(project.state);
  const [selected, select] = useState<string>();
  // The project is told anew when its files change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that is when the list is read again
  useEffect(() => void scenarios.refresh(), [scenarios, state]);
  if (list === undefined) return null;
  const shown = list.filter(({ isPart }) => !isPart);
  const info = shown.find(({ path }) => path === selected) ?? shown[0];
  return (
    <div className={styles.scenarios}>
      <RunBar list={shown} />
      {problem && (
        <Notice tone="bad" icon="problem">
          {problemText(i18n, problem).message}
        </Notice>
      )}
      {info === undefined ? (
        <p className={styles.empty}>{t("scenarios.empty")}</p>
      ) : (
        <div className={styles.rest}>
          <Panes
            id="scenarios"
            direction="horizontal"
            handleLabel={t("panes.scenarios")}
            panes={[
              {
                id: "list",
                minSize: 320,
                content: <ScenarioTable list={shown} selected={info.path} onSelect={select} />,
              },
              { id: "steps", minSize: 320, content: <ScenarioDetail info={info} /> },
            ]}
          />
        </div>
      )}
    </div>
  );
}
