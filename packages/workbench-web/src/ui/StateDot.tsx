import type { ConnectionState } from "signalbox/contract";
import styles from "./StateDot.module.css";

export type Phase = ConnectionState["phase"];

/** The colour and shape of a connection's state; `label` says it in words, where no text beside it does. */
export function StateDot({ phase, label }: { readonly phase: Phase; readonly label?: string }) {
  const name =
    label === undefined
      ? ({ "aria-hidden": true } as const)
      : ({ role: "img", "aria-label": label } as const);
  return <span {...name} className={`${styles.dot} ${styles[phase]}`} />;
}
