import type { ConnectionRequest, Result } from "../../contract/index.js";
import { refused } from "../../result.js";
import { problems } from "../problems/index.js";

const schemes = ["ws:", "wss:", "http:", "https:"];

/** The URL of a request, its scheme the one that the protocol's client wants. */
export function requestUrl(request: ConnectionRequest): Result<URL> {
  const written = request.url.trim();
  if (!URL.canParse(written)) return refused(problems.urlInvalid(written));
  const url = new URL(written);
  if (!schemes.includes(url.protocol)) {
    // "localhost:3000" parses as scheme "localhost".
    if (!written.includes("//")) return refused(problems.urlInvalid(written));
    return refused(problems.urlScheme(written, url.protocol.slice(0, -1), "ws, wss, http and https"));
  }
  const isSecure = url.protocol === "wss:" || url.protocol === "https:";
  if (request.protocol === "websocket") url.protocol = isSecure ? "wss:" : "ws:";
  else url.protocol = isSecure ? "https:" : "http:";
  url.hash = "";
  return { ok: true, value: url };
}
