import type { ClientRequest, IncomingMessage } from "node:http";

/** A received message: by `binaryType` where it is binary, a Buffer where it is text. */
export type RawData = Buffer | ArrayBuffer | Buffer[];

/** What an `onmessage` event carries: a string for text, else as `RawData`. */
export type Data = string | RawData;

/** Events of a WebSocket and what their listeners get. */
export interface WebSocketEvents {
  open: [];
  /** `data` is a Buffer for text too; `isBinary` tells them apart. */
  message: [data: RawData, isBinary: boolean];
  close: [code: number, reason: Buffer];
  error: [error: Error];
  ping: [data: Buffer];
  pong: [data: Buffer];
  /** The answer to the opening handshake of a client, before it is checked. */
  upgrade: [response: IncomingMessage];
  redirect: [url: string, request: ClientRequest];
  /** The server answered with something else than 101. With a listener, ending the request is up to it. */
  "unexpected-response": [request: ClientRequest, response: IncomingMessage];
  /** Everything sent has been handed to the system, after some of it had to wait for the peer. */
  drain: [];
}
