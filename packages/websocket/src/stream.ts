import { Duplex, type DuplexOptions } from "node:stream";
import { CLOSED, CONNECTING } from "./ready-state.js";
import type { WebSocket } from "./websocket.js";

/**
 * A stream over a WebSocket: each chunk that is written becomes a message, each message a chunk.
 *
 * Message borders are kept in object mode; text messages are strings with `readableObjectMode`. Backpressure
 * works both ways: a full stream pauses the WebSocket, and a write is done when the system has taken it.
 */
export function createWebSocketStream(websocket: WebSocket, options: DuplexOptions = {}): Duplex {
  let isClosing = false;
  let endsItself = true;

  const whenOpen = (action: () => void) => {
    if (websocket.readyState === CONNECTING) websocket.once("open", action);
    else action();
  };

  const duplex = new Duplex({
    readableObjectMode: options.readableObjectMode ?? options.objectMode ?? false,
    writableObjectMode: options.writableObjectMode ?? false,
    ...options,
    autoDestroy: false,
    emitClose: false,
    objectMode: false,
    read() {
      if (websocket.isPaused) websocket.resume();
    },
    write(chunk, _encoding, callback) {
      whenOpen(() => websocket.send(chunk, (error) => callback(error ?? null)));
    },
    final(callback) {
      whenOpen(() => {
        isClosing = true;
        if (websocket.readyState === CLOSED) {
          callback();
          if (duplex.readableEnded) duplex.destroy();
          return;
        }
        websocket._socket?.once("finish", () => callback());
        websocket.close();
      });
    },
    destroy(error, callback) {
      if (websocket.readyState === CLOSED) {
        callback(error);
        process.nextTick(() => duplex.emit("close"));
        return;
      }
      let reason = error;
      websocket.once("error", (failure) => {
        reason = failure;
      });
      websocket.once("close", () => {
        callback(reason);
        process.nextTick(() => duplex.emit("close"));
      });
      if (endsItself) websocket.terminate();
    },
  });

  websocket.on("message", (data, isBinary) => {
    const chunk = !isBinary && duplex.readableObjectMode ? data.toString() : data;
    if (!duplex.push(chunk)) websocket.pause();
  });
  websocket.once("error", (error) => {
    if (duplex.destroyed) return;
    endsItself = false;
    duplex.destroy(error);
  });
  websocket.once("close", () => {
    if (!duplex.destroyed) duplex.push(null);
  });
  duplex.on("end", () => {
    if (!duplex.destroyed && (duplex.writableFinished || isClosing)) duplex.destroy();
  });
  return duplex;
}
