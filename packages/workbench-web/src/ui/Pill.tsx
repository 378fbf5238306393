import type { Protocol } from "signalbox/contract";
import styles from "./Pill.module.css";

export interface PillProps {
  readonly protocol: Protocol;
  /** The Socket.IO version in use or asked for; `auto` and none show as plain IO. */
  readonly version?: 2 | 3 | 4 | "auto" | undefined;
}

/** `WS`, `IO`, `IO4`: the protocol at a glance. */
export function Pill({ protocol, version }: PillProps) {
  const isWebSocket = protocol === "websocket";
  const label = isWebSocket ? "WS" : version === undefined || version === "auto" ? "IO" : `IO${version}`;
  return (
    <span className={`${styles.pill} ${isWebSocket ? styles.websocket : styles.socketIo}`}>{label}</span>
  );
}
