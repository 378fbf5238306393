import { useLingui } from "@lingui/react";
import { useEffect } from "react";
import { useText } from "../../i18n/index.js";
import { problemText } from "../../i18n/problem.js";
import { formatBytes } from "../../model/format.js";
import { useApp } from "../../ui/AppContext.js";
import { Notice } from "../../ui/Notice.js";
import { useObservable } from "../../ui/useObservable.js";
import { CaptureLine } from "./CaptureLine.js";
import styles from "./Captures.module.css";

/** The captures folder grows while one looks at it. */
const REFRESH_MS = 2000;

/** Every capture of the state folder: name, keep, open again, delete; and what they take on the disk. */
export function Captures() {
  const { captures } = useApp().workbench;
  const { t } = useText();
  const { i18n } = useLingui();
  const list = useObservable(captures.list);
  const problem = useObservable(captures.problem);
  useEffect(() => {
    void captures.refresh();
    const timer = setInterval(() => void captures.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [captures]);
  if (list === undefined) return null;
  return (
    <div className={styles.captures}>
      <header className={styles.head}>
        <h1>{t("captures.title")}</h1>
        <DiskUse used={list.bytesOnDisk} limit={list.maxBytesOnDisk} />
      </header>
      {problem && (
        <Notice tone="bad" icon="problem">
          {problemText(i18n, problem).message}
        </Notice>
      )}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t("captures.table")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("captures.name")}</th>
              <th scope="col">{t("captures.started")}</th>
              <th scope="col" className={styles.number}>
                {t("captures.length")}
              </th>
              <th scope="col" className={styles.number}>
                {t("captures.rows")}
              </th>
              <th scope="col" className={styles.number}>
                {t("captures.size")}
              </th>
              <th scope="col">{t("captures.keep")}</th>
              <th scope="col">{t("captures.actions")}</th>
            </tr>
          </thead>
          <tbody>
            {list.captures.map((info) => (
              <CaptureLine key={info.id} info={info} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.hint}>{t("captures.hint")}</p>
    </div>
  );
}

function DiskUse({ used, limit }: { readonly used: number; readonly limit: number }) {
  const { t, locale } = useText();
  const text = t("captures.disk", { used: formatBytes(used, locale), limit: formatBytes(limit, locale) });
  return (
    <div className={styles.disk}>
      <meter className={styles.meter} min={0} max={limit} value={used} aria-label={text} />
      <span>{text}</span>
    </div>
  );
}
