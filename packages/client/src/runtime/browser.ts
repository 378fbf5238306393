import { readBlobs } from "./blobs.js";
import type { HttpRequest, Runtime } from "./runtime.js";

export const browserRuntime: Runtime = {
  request({ method, url, body, options }: HttpRequest, onResponse, onError) {
    const controller = new AbortController();
    const { signal } = controller;
    const send = async () => {
      const response = await fetch(url, {
        method,
        credentials: options.withCredentials ? "include" : "same-origin",
        headers: { ...options.extraHeaders, ...(body && { "content-type": contentType(body) }) },
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
      (response) => signal.aborted || onResponse(response),
      (error) => signal.aborted || onError(error),
    );
    return () => controller.abort();
  },

  openWebSocket(url, { protocols = [] }, _cookies, handler) {
    const socket = new WebSocket(url, protocols);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => handler.onOpen();
    socket.onmessage = ({ data }) =>
      handler.onMessage(typeof data === "string" ? data : new Uint8Array(data));
    socket.onerror = (event) => handler.onError(event, event);
    socket.onclose = (event) => handler.onClose("websocket connection closed", event);
    return {
      send: (data) => socket.send(data as Uint8Array<ArrayBuffer>),
      close: () => socket.close(),
    };
  },

  readBlobs,

  watchPage({ closeOnBeforeunload }, onOffline, onLeave) {
    const controller = new AbortController();
    // Workers have no window, but events of their own.
    globalThis.addEventListener?.("offline", onOffline, controller);
    if (closeOnBeforeunload) globalThis.addEventListener?.("beforeunload", onLeave, controller);
    return () => controller.abort();
  },

  binary: ({ buffer, byteOffset, byteLength }) =>
    (byteLength === buffer.byteLength
      ? buffer
      : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer,
};

/** Text is sent as a simple request, which needs no preflight across origins. */
function contentType(body: string | Uint8Array): string {
  return typeof body === "string" ? "text/plain;charset=UTF-8" : "application/octet-stream";
}
