import type { ConnectionState } from "signalbox/contract";
import { useText } from "../../i18n/index.js";
import type { TimelineView } from "../../model/timeline/timelineView.js";
import { useObservable } from "../../ui/useObservable.js";
import styles from "./Detail.module.css";
import { OpenRowView } from "./OpenRowView.js";
import { ProblemView } from "./ProblemView.js";

/** The backend gives at most this much of a row to look at; more belongs into a file. */
const HIGHEST_LIMIT = 16 * 1024 * 1024;

export interface DetailProps {
  readonly view: TimelineView;
  /** Shown while no row is open and this connection has failed. */
  readonly connection: ConnectionState | undefined;
}

/** The row that is open, whole. */
export function Detail({ view, connection }: DetailProps) {
  const { t } = useText();
  const state = useObservable(view.open.state);
  return (
    <section className={styles.detail} aria-label={t("detail.label")}>
      {state.phase === "ready" ? (
        <OpenRowView
          key={state.seq}
          view={view}
          detail={state.detail}
          onMore={state.limit >= HIGHEST_LIMIT ? undefined : () => view.open.more()}
        />
      ) : state.phase === "failed" ? (
        <ProblemView problem={state.problem} />
      ) : state.phase === "none" && connection?.phase === "failed" && connection.problem ? (
        <ProblemView problem={connection.problem} />
      ) : (
        <p className={styles.empty}>{state.phase === "loading" ? t("detail.loading") : t("detail.empty")}</p>
      )}
    </section>
  );
}
