import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** What the websocket transport needs of a WebSocket: the part of the `ws` API it uses. */
export interface WebSocketLike {
  readonly bufferedAmount: number;
  on(event: "message", listener: (data: Buffer, isBinary: boolean) => void): unknown;
  on(event: "close", listener: (code: number, reason: Buffer) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  send(
    data: string | Buffer | ArrayBuffer | ArrayBufferView,
    options: { readonly binary?: boolean; readonly compress?: boolean },
    callback?: (error?: Error) => void,
  ): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

/** What the server needs of a WebSocket server class. `wsEngine` may name another than ours. */
export interface WebSocketServerLike {
  handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    callback: (webSocket: WebSocketLike) => void,
  ): void;
  on(event: "headers", listener: (headers: string[], request: IncomingMessage) => void): unknown;
  close(): void;
}

export type WebSocketServerConstructor = new (options: {
  readonly noServer: true;
  readonly clientTracking: false;
  readonly perMessageDeflate: boolean | object;
  readonly maxPayload: number;
  // biome-ignore lint/suspicious/noExplicitAny: classes of other packages describe their options and sockets with types of their own
}) => any;
