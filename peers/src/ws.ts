import { fileURLToPath } from "node:url";
import { type PeerProcess, startProcess } from "./process.js";

export interface WsPeerOptions {
  /** Passed to the stock `WebSocketServer`; JSON only. */
  readonly server?: Readonly<Record<string, unknown>>;
}

/**
 * The stock `ws` server: echoes every message as it came. The text `flood N SIZE` is answered with N
 * text messages of SIZE characters, numbered from 0; `close CODE REASON` closes; `ping` sends a ping.
 * Paths: `/status/404` (any status) refuses the upgrade with that status and a body that names it;
 * `/hang` never answers. Prints `open`, `message …`, `close CODE REASON`.
 */
export function startWs(options: WsPeerOptions = {}): Promise<PeerProcess> {
  return startProcess(process.execPath, [
    fileURLToPath(new URL("./servers/ws.mjs", import.meta.url)),
    JSON.stringify(options.server ?? {}),
  ]);
}
