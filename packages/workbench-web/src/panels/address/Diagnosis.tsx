import { useLingui } from "@lingui/react";
import { useState } from "react";
import type { ConnectionRequest, Problem } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { Button } from "../../ui/Button.js";
import { Notice } from "../../ui/Notice.js";
import styles from "./Diagnosis.module.css";

type Step = NonNullable<Problem["step"]>;

/** The way to an open connection with this request, in the order in which it is gone. */
function wayOf(request: ConnectionRequest): readonly Step[] {
  const isSocketIo = request.protocol === "socket.io";
  return [
    "url",
    "dns",
    ...(request.proxy ? (["proxy"] as const) : []),
    "tcp",
    ...(/^(wss|https):/i.test(request.url) ? (["tls"] as const) : []),
    "http",
    "upgrade",
    ...(isSocketIo ? (["engine", "namespace"] as const) : []),
  ];
}

export interface DiagnosisProps {
  readonly problem: Problem;
  readonly request: ConnectionRequest;
}

/** Why there is no connection: what happened, at which step, what the server answered, what to try. */
export function Diagnosis({ problem, request }: DiagnosisProps) {
  const { t } = useText();
  const { i18n } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const { message, advice } = problemText(i18n, problem);
  const { response, step } = problem;
  return (
    <>
      <Notice
        tone="bad"
        icon="problem"
        actions={
          response && (
            <Button size="small" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
              {isOpen ? t("diagnosis.hideAnswer") : t("diagnosis.showAnswer")}
            </Button>
          )
        }
      >
        {response && <span className={styles.status}>{response.status}</span>}
        <strong>{message}</strong> {advice}
        {step !== undefined && <Way steps={wayOf(request)} failed={step} />}
      </Notice>
      {isOpen && response && <Answer response={response} />}
    </>
  );
}

/** The steps, those passed with a tick and the failed one with a cross. */
function Way({ steps, failed }: { readonly steps: readonly Step[]; readonly failed: Step }) {
  const { t } = useText();
  const at = steps.indexOf(failed);
  if (at < 0) return null;
  return (
    <ol className={styles.way} aria-label={t("diagnosis.steps")}>
      {steps.slice(0, at + 1).map((step) => (
        <li key={step} className={step === failed ? styles.failed : styles.passed}>
          <span aria-hidden="true">{step === failed ? "✕" : "✓"}</span>
          {t(`step.${step}`)}
          <span className={styles.spoken}>
            {step === failed ? t("diagnosis.failed") : t("diagnosis.passed")}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The refusal word for word. */
function Answer({ response }: { readonly response: NonNullable<Problem["response"]> }) {
  const { t } = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.answer} tabIndex={0} aria-label={t("problemView.answer")}>
      <p className={styles.statusLine}>
        {response.status} {response.statusText}
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
      <pre className={styles.body}>{response.body === "" ? t("problemView.noBody") : response.body}</pre>
    </section>
  );
}
