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

  /** What was sent in this turn counts too: a volatile packet does not wait behind another. */
  override get bufferedAmount(): number {
    return this.waitingBytes;
  }

  override emit(event: Untyped, ...args: Untyped[]): boolean;
  override emit(event: Untyped, first?: Untyped, second?: Untyped): boolean {
    const { receiver } = this;
    if (receiver !== undefined) {
      if (event === "message") receiver.onMessage(first, second);
      else if (event === "drain") receiver.onDrain();
      else if (event === "close") receiver.onClose(first, second);
      else if (event === "error") receiver.onError(first);
    }
    return this.listenerCount(event) > 0 && super.emit(event, first, second);
  }
}
