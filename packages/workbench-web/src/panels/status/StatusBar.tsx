import { useEffect } from "react";
import { Button } from "react-aria-components/Button";
import { showShortcuts } from "../../actions/view/showShortcuts.js";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { formatBytes, formatCount } from "../../model/format.js";
import { sparklinePoints } from "../../model/sparkline.js";
import { useApp } from "../../ui/AppContext.js";
import { StateDot } from "../../ui/StateDot.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./StatusBar.module.css";

const WIDTH = 72;
const HEIGHT = 14;

/** The capture at a glance: it runs, how much, how fast, how big, and that nothing was lost. */
export function StatusBar() {
  const app = useApp();
  const { workbench } = app;
  const { t, locale, i18n } = useText();
  const capture = useObservable(workbench.capture.status);
  const phase = useObservable(workbench.session.phase);
  const rates = useObservable(workbench.capture.rates);
  useEffect(() => {
    const timer = setInterval(() => workbench.capture.sampleRate(), 1000);
    return () => clearInterval(timer);
  }, [workbench]);
  const isCapturing = phase === "online" && capture?.capturing === true;
  return (
    <footer className={styles.bar}>
      <span className={styles.item}>
        <StateDot phase={isCapturing ? "connected" : "idle"} />
        {isCapturing ? t("status.capturing") : t("status.notCapturing")}
      </span>
      {capture && (
        <>
          <span className={styles.mono}>{t("status.messages", { count: capture.messages })}</span>
          <span className={`${styles.mono} ${styles.rate}`}>
            {t("status.rate", { rate: formatCount(capture.perSecond, locale) })}
            <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
              <polyline
                fill="none"
                stroke="var(--accent)"
                strokeWidth="1.3"
                points={sparklinePoints(rates, WIDTH, HEIGHT)}
              />
            </svg>
          </span>
          <span className={styles.mono}>
            {t("status.onDisk", { size: formatBytes(capture.bytesOnDisk, locale) })}
          </span>
          {capture.problem && (
            <span className={styles.dropped} role="alert">
              {problemText(i18n, capture.problem).message}
            </span>
          )}
          <span className={capture.dropped > 0 ? styles.dropped : undefined}>
            {capture.dropped > 0
              ? t("status.dropped", { count: capture.dropped })
              : t("status.nothingDropped")}
          </span>
        </>
      )}
      <Button className={styles.shortcuts ?? ""} onPress={() => showShortcuts.run(app)}>
        <kbd>?</kbd> {t("status.shortcuts")}
      </Button>
    </footer>
  );
}
