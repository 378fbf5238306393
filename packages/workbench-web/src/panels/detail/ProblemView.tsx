import { useLingui } from "@lingui/react";
import type { Problem } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { CopyButton } from "./CopyButton.js";
import styles from "./Detail.module.css";

/** What went wrong, where, what to try, and the server's answer word for word. */
export function ProblemView({ problem }: { readonly problem: Problem }) {
  const { t } = useText();
  const { i18n } = useLingui();
  const text = problemText(i18n, problem);
  const { response, step } = problem;
  return (
    <section className={styles.problem} tabIndex={0} aria-label={t("problemView.label")}>
      <h2 className={styles.problemMessage}>{text.message}</h2>
      {text.advice !== undefined && <p className={styles.advice}>{text.advice}</p>}
      <dl className={styles.facts}>
        {step !== undefined && (
          <>
            <dt>{t("problemView.step")}</dt>
            <dd>{t(`step.${step}`)}</dd>
          </>
        )}
        <dt>{t("problemView.code")}</dt>
        <dd className={styles.mono}>{problem.code}</dd>
      </dl>
      {response !== undefined && (
        <>
          <h3 className={styles.heading}>{t("problemView.answer")}</h3>
          <p className={styles.statusLine}>
            <span className={styles.mono}>{response.status}</span> {response.statusText}
          </p>
          <dl className={styles.headers}>
            {response.headers.map(([name, value], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same header may come twice
              <div key={index}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <h3 className={styles.heading}>
            {t("problemView.body")}
            {response.body !== "" && <CopyButton text={() => response.body} />}
          </h3>
          {response.body === "" ? (
            <p className={styles.advice}>{t("problemView.noBody")}</p>
          ) : (
            <pre className={styles.bodyText}>{response.body}</pre>
          )}
        </>
      )}
    </section>
  );
}
