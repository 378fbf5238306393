import { fileURLToPath } from "node:url";
import { type PeerProcess, startProcess } from "./process.js";

export interface SocketIoPeerOptions {
  /** Passed to the stock `Server`; JSON only. */
  readonly server?: Readonly<Record<string, unknown>>;
}

/**
 * A stock Socket.IO server of the given version (2.5, 3.1 or 4.8), on `/`, `/chat` and `/guarded`
 * (whose middleware refuses without `auth.token` or `query.token` equal to `secret`).
 *
 * Each socket is sent `welcome {version, nsp}`. `echo` sends the same arguments back as `echo`;
 * `ask` answers by ack with the arguments as a list; `ask-me` makes the server emit `question "?"`
 * with an ack and send what came back as `answered`; `join ROOM`, `say ROOM ...args` speak of rooms
 * (`said`); `announce EVENT ...args` sends any event to everybody; `leave-me` disconnects the socket, `cut-me` cuts the transport; `flood N SIZE` sends N
 * `flood` events. Prints `connect NSP`, `disconnect REASON`.
 */
export function startSocketIo(version: 2 | 3 | 4, options: SocketIoPeerOptions = {}): Promise<PeerProcess> {
  return startProcess(process.execPath, [
    fileURLToPath(new URL("./servers/socket-io.mjs", import.meta.url)),
    String(version),
    JSON.stringify(options.server ?? {}),
  ]);
}
