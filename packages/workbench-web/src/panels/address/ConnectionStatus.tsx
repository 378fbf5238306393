import { useEffect, useState } from "react";
import type { ConnectionState } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import { formatElapsed } from "../../model/format.js";
import { StateDot } from "../../ui/StateDot.js";
import styles from "./AddressBar.module.css";

/** The state in a word, and the time since: `Connected 04:12`. */
export function ConnectionStatus({ connection }: { readonly connection: ConnectionState | undefined }) {
  const { t } = useText();
  const phase = connection?.phase ?? "idle";
  const code = connection?.phase === "closed" ? connection.close?.code : undefined;
  return (
    <span className={styles.state} role="status">
      <StateDot phase={phase} />
      <span>{t(`phase.${phase}`)}</span>
      {code !== undefined && <span className={styles.code}>{code}</span>}
      {(phase === "connected" || phase === "connecting") && connection && (
        <Elapsed since={connection.since} />
      )}
    </span>
  );
}

/** Counts on its own, so that nothing else is drawn anew each second; and silent, or a reader would count along. */
function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(() => Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection starts its own second
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <span className={styles.elapsed} aria-hidden="true">
      {formatElapsed(Math.max(now, since) - since)}
    </span>
  );
}
