import type { Capture, CapturedConnection } from "../../capture-files/index.js";
import type { ConnectionRequest } from "../../contract/index.js";
import { requestOf } from "../../replay/request.js";
import type { ConnectionFile } from "../format.js";
import { jsonOf } from "../matching/arrival.js";
import type { Names } from "./values.js";

/** Headers that every client writes by itself. */
const usualHeaders = new Set(["user-agent", "accept", "accept-encoding", "accept-language", "origin"]);

/** A recorded connection as a scenario has it. `server` gives the variable that stands for an origin. */
export function connectionFileOf(
  capture: Capture,
  connection: CapturedConnection,
  names: Names,
  server: (origin: string) => string,
): ConnectionFile {
  const request = requestOf(capture, connection);
  const url = new URL(request.url);
  const rest = request.url.slice(request.url.indexOf(url.host) + url.host.length).replace(/^\/$/, "");
  const common = {
    url: `{{${server(`${url.protocol}//${url.host}`)}}}${names.written(rest)}`,
    ...headersOf(request, names),
  };
  if (request.protocol === "websocket") {
    return { ...common, ...(request.subprotocols && { subprotocols: request.subprotocols }) };
  }
  const { version, auth, namespaces, transports = ["websocket"], path, parser } = request;
  return {
    ...common,
    version,
    ...(path !== undefined && path !== "/socket.io" && { path }),
    ...(parser && { parser }),
    ...(auth !== undefined && { auth: jsonOf(auth) }),
    ...(namespaces && {
      namespaces: namespaces.map(({ name, auth: own }) =>
        own === undefined ? name : { name, auth: jsonOf(own) },
      ),
    }),
    ...(transports.join() !== "websocket" && { transports }),
  };
}

function headersOf(request: ConnectionRequest, names: Names): Pick<ConnectionFile, "headers"> {
  const own = (request.headers ?? []).filter(({ name }) => !usualHeaders.has(name.toLowerCase()));
  if (own.length === 0) return {};
  return { headers: Object.fromEntries(own.map(({ name, value }) => [name, names.written(value)])) };
}
