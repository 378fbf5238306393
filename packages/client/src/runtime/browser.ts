import { readBlobs } from "./blobs.js";
import type { Runtime } from "./runtime.js";

export const browserRuntime: Runtime = {
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

  binary: (bytes) => (bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice()).buffer as ArrayBuffer,
};
