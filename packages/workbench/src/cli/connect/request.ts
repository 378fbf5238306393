import { resolve } from "node:path";
import type {
  Authorization,
  ConnectionRequest,
  RequestCommon,
  SocketIoRequest,
  TlsSettings,
  WebSocketRequest,
} from "../../contract/index.js";
import type { ConnectOptions } from "./options.js";

/** The request that a URL and options make. */
export function requestOf(url: string, options: ConnectOptions): ConnectionRequest {
  const version = options["socket.io"];
  return version === undefined
    ? withOptions({ protocol: "websocket", url }, options)
    : withOptions({ protocol: "socket.io", url, version: versionOf(version) }, options);
}

/** A request with what options say in the place of what it says. */
export function withOptions(request: ConnectionRequest, options: ConnectOptions): ConnectionRequest {
  const common = { ...request, ...commonOf(request, options) };
  return common.protocol === "websocket" ? withWebSocket(common, options) : withSocketIo(common, options);
}

function commonOf(request: RequestCommon, options: ConnectOptions): Partial<RequestCommon> {
  const { header, cookie, origin, proxy, maxRedirects } = options;
  const authorization = authorizationOf(options);
  const tls = { ...request.tls, ...tlsOf(options) };
  return {
    ...(header.length > 0 && { headers: [...(request.headers ?? []), ...header] }),
    ...(cookie.length > 0 && { cookies: [...(request.cookies ?? []), ...cookie] }),
    ...(authorization && { authorization }),
    ...(origin !== undefined && { origin }),
    ...(Object.keys(tls).length > 0 && { tls }),
    ...(proxy !== undefined && { proxy }),
    ...(maxRedirects !== undefined && { maxRedirects }),
  };
}

function withWebSocket(
  request: WebSocketRequest,
  { protocol, compression }: ConnectOptions,
): WebSocketRequest {
  return {
    ...request,
    ...(protocol.length > 0 && { subprotocols: protocol }),
    ...(!compression && { perMessageDeflate: false }),
  };
}

function withSocketIo(request: SocketIoRequest, options: ConnectOptions): SocketIoRequest {
  const { path, auth, transport, namespace, msgpack } = options;
  const version = options["socket.io"];
  return {
    ...request,
    ...(version !== undefined && { version: versionOf(version) }),
    ...(path !== undefined && { path }),
    ...(auth !== undefined && { auth }),
    ...(transport && { transports: transport }),
    ...(namespace.length > 0 && { namespaces: [...(request.namespaces ?? []), ...namespace] }),
    ...(msgpack && { parser: "msgpack" }),
  };
}

function versionOf(version: NonNullable<ConnectOptions["socket.io"]>): SocketIoRequest["version"] {
  return version === "auto" ? "auto" : (Number(version) as 2 | 3 | 4);
}

function authorizationOf({ user, bearer }: ConnectOptions): Authorization | undefined {
  if (bearer !== undefined) return { type: "bearer", token: bearer };
  if (user === undefined) return undefined;
  const [username = "", ...password] = user.split(":");
  return { type: "basic", username, password: password.join(":") };
}

/** Files are named as the shell names them: from the working directory. */
function tlsOf({ insecure, cacert, cert, key, passphrase, servername }: ConnectOptions): TlsSettings {
  return {
    ...(insecure && { verify: false }),
    ...(cacert !== undefined && { caFile: resolve(cacert) }),
    ...(cert !== undefined && { certificateFile: resolve(cert) }),
    ...(key !== undefined && { keyFile: resolve(key) }),
    ...(passphrase !== undefined && { passphrase }),
    ...(servername !== undefined && { serverName: servername }),
  };
}
