import type { CodeCall, SocketIoRequest } from "../contract/index.js";
import { endpointOf } from "./endpoint.js";

/** The namespace that a Socket.IO URL names by its path. */
export function namespaceOf(url: string): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? "";
  return path === "" ? "/" : path;
}

/** The URL without the namespace and the query: where the server is. */
export function serverOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
}

export function queryOf(url: string): string {
  return /\?([^#]*)/.exec(url)?.[1] ?? "";
}

export function versionOf(request: SocketIoRequest, version: 2 | 3 | 4 | undefined): 2 | 3 | 4 {
  return request.version === "auto" ? (version ?? 4) : request.version;
}

/** Where a plain WebSocket client finds the Engine.IO transport. */
export function handshakeUrl(request: CodeCall["request"], version: 2 | 3 | 4 | undefined): string {
  if (request.protocol !== "socket.io") return request.url;
  const { url } = endpointOf(request);
  const engine = versionOf(request, version) === 2 ? 3 : 4;
  const query = [queryOf(url), `EIO=${engine}`, "transport=websocket"].filter((part) => part !== "");
  const path = `${(request.path ?? "/socket.io").replace(/\/$/, "")}/`;
  return `${serverOf(url).replace(/^http/i, "ws")}${path}?${query.join("&")}`;
}

/** What such a client has to send: the namespace's CONNECT where the version wants one, and the event. */
export function packetTexts({ request, version, message }: CodeCall): readonly string[] {
  if (request.protocol !== "socket.io") return [];
  const namespace = namespaceOf(request.url);
  const prefix = namespace === "/" ? "" : `${namespace},`;
  const isOld = versionOf(request, version) === 2;
  // Protocol 4 connects "/" by itself.
  const connect = isOld && namespace === "/" ? [] : [`40${prefix}${isOld ? "" : (request.auth ?? "")}`];
  if (message?.kind !== "event") return connect;
  const args = message.args.map((argument) =>
    argument.kind === "json" ? argument.body : JSON.stringify(argument.body),
  );
  const at = message.namespace === undefined || message.namespace === "/" ? "" : `${message.namespace},`;
  const id = message.ackTimeoutMs === undefined ? "" : "0";
  const event = `42${message.namespace === undefined ? prefix : at}${id}[${[JSON.stringify(message.event), ...args].join(",")}]`;
  return [...connect, event];
}
