import { useLingui } from "@lingui/react";
import type { Problem } from "signalbox/contract";
import { problemText } from "../../i18n/problem.js";
import { Icon } from "../../ui/Icon.js";
import styles from "./ProjectProblems.module.css";

/** Files of the project other than requests that cannot be read; the rest of the project is there. */
export function ProjectProblems({ problems }: { readonly problems: readonly Problem[] }) {
  const { i18n } = useLingui();
  if (problems.length === 0) return null;
  return (
    <ul className={styles.list} role="alert">
      {problems.map((problem) => {
        const { message } = problemText(i18n, problem);
        return (
          <li key={`${problem.code} ${problem.message}`} className={styles.line}>
            <Icon name="problem" size={13} />
            <span>{message}</span>
          </li>
        );
      })}
    </ul>
  );
}
