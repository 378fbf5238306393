import { AttachError, UnsupportedError } from "./errors.js";
import type { NodeServer, ServerOptions } from "./options.js";
import { serverDefaults } from "./options.js";
import { Adapter } from "./socket/adapter/adapter.js";
import { BroadcastOperator } from "./socket/broadcast/broadcast-operator.js";
import { RemoteSocket } from "./socket/broadcast/remote-socket.js";
import { Namespace } from "./socket/namespaces/namespace.js";
import { Server } from "./socket/server.js";
import { Socket } from "./socket/socket.js";

function createServer(
  server?: NodeServer | number | Partial<ServerOptions>,
  options?: Partial<ServerOptions>,
): Server {
  return new Server(server as NodeServer, options);
}

/** What `require("@signalbox/server")` gives: a factory that carries the names, as `require("socket.io")` does. */
export const commonJs = Object.assign(createServer, {
  Adapter,
  AttachError,
  BroadcastOperator,
  Namespace,
  RemoteSocket,
  Server,
  Socket,
  UnsupportedError,
  serverDefaults,
});
