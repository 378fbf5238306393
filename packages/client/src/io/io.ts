import { Manager } from "../manager/manager.js";
import type { ManagerOptions, SocketOptions } from "../options.js";
import type { Socket } from "../socket/socket.js";
import { parseTarget } from "./url.js";

/** Managers by server and path, to be shared. */
const managers: Record<string, Manager> = {};

/**
 * The socket of a namespace: `io("https://host/namespace?query", options)`. Sockets of one server share
 * a connection, unless the namespace is in use already, or `forceNew` or `multiplex: false` say so.
 */
export function io(opts?: ManagerOptions & SocketOptions): Socket;
export function io(uri?: string, opts?: ManagerOptions & SocketOptions): Socket;
export function io(
  uri?: string | (ManagerOptions & SocketOptions),
  given: ManagerOptions & SocketOptions = {},
): Socket {
  const opts = { ...(typeof uri === "object" ? uri : given) };
  const page = globalThis.location as Location | undefined;
  const { source, namespace, query } = parseTarget(typeof uri === "string" ? uri : undefined, page);
  if (query) opts.query = query;
  const id = `${source}${opts.path ?? "/socket.io"}`;
  const shared = managers[id];
  const isNew =
    opts.forceNew || opts.multiplex === false || (shared !== undefined && namespace in shared.nsps);
  const manager = isNew || shared === undefined ? new Manager(source, opts) : shared;
  if (!isNew) managers[id] = manager;
  return manager.socket(namespace, opts);
}
