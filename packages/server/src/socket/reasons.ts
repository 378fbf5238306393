/** Why a socket was disconnected. */
export type DisconnectReason =
  /** The connection broke. */
  | "transport error"
  /** The connection was closed, by the client or on the way. */
  | "transport close"
  /** The server closed the connection at the engine, `socket.conn.close()`, or refused a packet. */
  | "forced close"
  /** The client did not answer the heartbeat. */
  | "ping timeout"
  /** The client sent what is no Engine.IO packet. */
  | "parse error"
  /** `io.close()`. */
  | "server shutting down"
  /** The server closed a connection without namespaces. */
  | "forced server close"
  /** The client left: `socket.disconnect()` there. */
  | "client namespace disconnect"
  /** `socket.disconnect()` here. */
  | "server namespace disconnect";

const FINAL: ReadonlySet<string> = new Set<DisconnectReason>([
  "parse error",
  "client namespace disconnect",
  "server namespace disconnect",
]);

/** Whether the client may come back and go on where it was. */
export function isRecoverable(reason: string): boolean {
  return !FINAL.has(reason);
}
