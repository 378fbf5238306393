import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "../websocket.js";

/** Events of a WebSocketServer and what their listeners get. */
export interface WebSocketServerEvents<Socket extends WebSocket, Request extends IncomingMessage> {
  connection: [websocket: Socket, request: Request];
  /** Lines of the answer to an accepted handshake, to be added to. */
  headers: [headers: string[], request: Request];
  listening: [];
  close: [];
  error: [error: Error];
  /** A request for a WebSocket that is not valid. With a listener, answering and ending the socket is up to it. */
  wsClientError: [error: Error, socket: Duplex, request: Request];
}
