import type { ConnectionRequest, Result } from "../contract/index.js";
import { msgpackParser } from "../msgpack-parser.js";
import { resolveRequest, type Scope } from "../variables/index.js";
import { type Attempt, type Driver, type DriverHost, driverDefaults } from "./driver.js";
import { type FileReader, readTlsFiles } from "./network/tls-files.js";

export interface PrepareOptions {
  /** Undefined: the request is taken as it is. */
  readonly scope: Scope | undefined;
  readonly readFile: FileReader;
  /** Default for requests that name none. */
  readonly connectTimeoutMs: number | undefined;
}

/** A request with its variables resolved and its files read: all that an attempt needs. */
export async function prepare(request: ConnectionRequest, options: PrepareOptions): Promise<Result<Attempt>> {
  const { scope, readFile, connectTimeoutMs = driverDefaults.connectTimeoutMs } = options;
  const resolved: Result<ConnectionRequest> = scope
    ? resolveRequest(request, scope)
    : { ok: true, value: request };
  if (!resolved.ok) return resolved;
  const tls = await readTlsFiles(resolved.value.tls, readFile);
  if (!tls.ok) return tls;
  return {
    ok: true,
    value: {
      request: resolved.value,
      tls: tls.value,
      connectTimeoutMs: resolved.value.connectTimeoutMs ?? connectTimeoutMs,
    },
  };
}

/** Drivers are loaded when needed: a command that speaks one protocol does not wait for the other. */
export async function driverFor({ request, ...rest }: Attempt): Promise<(host: DriverHost) => Driver> {
  if (request.protocol === "websocket") {
    const { WebSocketDriver } = await import("./websocket/driver.js");
    return (host) => new WebSocketDriver({ request, ...rest }, host);
  }
  const { SocketIoDriver } = await import("./socket-io/driver.js");
  const parser = request.parser === "msgpack" ? await msgpackParser() : undefined;
  return (host) => new SocketIoDriver({ request, ...rest }, host, parser);
}
