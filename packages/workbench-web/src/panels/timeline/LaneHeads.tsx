import { useText } from "../../i18n/index.js";
import type { Lane } from "./lanes.js";
import { LANE_PX } from "./SequenceCell.js";
import styles from "./Timeline.module.css";

/** Whose the lines of a sequence diagram are, over the lines. Each row says it to the screen reader by itself. */
export function LaneHeads({ lanes }: { readonly lanes: readonly Lane[] }) {
  const { t } = useText();
  return (
    <div className={styles.laneHeads} aria-hidden="true">
      {lanes.length === 0 && <span style={{ width: LANE_PX }}>{t("lane.client")}</span>}
      {lanes.map((lane) => (
        <span key={lane.id} className={styles[`lane${lane.colour}`]} style={{ width: LANE_PX }}>
          {lane.title}
        </span>
      ))}
      <span style={{ width: LANE_PX }}>{t("lane.server")}</span>
    </div>
  );
}
