import { watching } from "../watching.js";
import type { SendRequest } from "./http.js";

/** Requests of browsers. */
export const sendByFetch: SendRequest = (request, onResponse, onError) => {
  const { method, url, body, options, signal = null } = request;
  const headers = { ...options.extraHeaders, ...(body && { "content-type": contentType(body) }) };
  const tell = watching?.exchange(request, headers);
  const send = async () => {
    const response = await fetch(url, {
      method,
      credentials: options.withCredentials ? "include" : "same-origin",
      headers,
      body: (body ?? null) as BodyInit | null,
      signal,
    });
    const isBinary = response.headers.get("content-type")?.startsWith("application/octet-stream");
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: isBinary ? new Uint8Array(await response.arrayBuffer()) : await response.text(),
    };
  };
  send().then(
    (response) => {
      tell?.(response);
      onResponse(response);
    },
    (error) => {
      tell?.();
      onError(error);
    },
  );
};

/** Text is sent as a simple request, which needs no preflight across origins. */
function contentType(body: string | Uint8Array): string {
  return typeof body === "string" ? "text/plain;charset=UTF-8" : "application/octet-stream";
}
