import { WebSocket } from "@signalbox/websocket";
import type { Untyped } from "../../untyped.js";

/** Takes what happens on a WebSocket. */
export interface WebSocketReceiver {
  onMessage(data: Buffer, isBinary: boolean): void;
  onClose(code: number, reason: Buffer): void;
  onError(error: Error): void;
  onDrain(): void;
}

/**
 * The WebSocket of a session. It hands its events to one receiver directly: listeners would cost each idle
 * connection three functions and the object that lists them, and each message an event more. Listeners of
 * others, on `transport.socket`, hear the same events as on any WebSocket.
 */
export class EngineWebSocket extends WebSocket {
  receiver: WebSocketReceiver | undefined;

  override emit(event: Untyped, ...args: Untyped[]): boolean {
    const { receiver } = this;
    switch (receiver === undefined ? undefined : event) {
      case "message":
        receiver?.onMessage(args[0], args[1]);
        break;
      case "close":
        receiver?.onClose(args[0], args[1]);
        break;
      case "error":
        receiver?.onError(args[0]);
        break;
      case "drain":
        receiver?.onDrain();
        break;
    }
    return this.listenerCount(event) > 0 && Reflect.apply(super.emit, this, [event, ...args]);
  }
}
