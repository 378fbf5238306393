import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { expect, it } from "vitest";
import WebSocket, {
  type ClientOptions,
  createWebSocketStream,
  type RawData,
  type ServerOptions,
  WebSocketServer,
} from "../src/index.js";

// What programs write that were compiled against the types of ws. The compiler is the judge of this file;
// nothing in it is called.
export function program(http: HttpServer, request: IncomingMessage, duplex: Duplex): void {
  class Client extends WebSocket {
    isAlive = true;
  }
  const sync: WebSocket.VerifyClientCallbackSync = (info) => info.secure || info.origin === "x";
  const later: WebSocket.VerifyClientCallbackAsync = (_info, done) => done(true, 200, "ok", {});
  const server: WebSocket.Server<typeof Client> = new WebSocketServer({ port: 0, WebSocket: Client });
  const other = new WebSocket.Server({ noServer: true, verifyClient: sync });
  const third: WebSocket.WebSocketServer = new WebSocket.WebSocketServer({ noServer: true });
  const address: WebSocket.AddressInfo | string | null = third.address();
  server.on("connection", (socket: Client, _request: IncomingMessage) => {
    socket.isAlive = address === null;
    socket.on("message", (message: RawData, isBinary: boolean) => {
      socket.send(message, { binary: isBinary });
    });
    socket.on("close", (_code: number, _reason: Buffer) => {});
    socket.on("open", function () {
      this.send("x");
    });
  });
  for (const client of server.clients) {
    if (client.readyState === WebSocket.OPEN) client.send("x", (_error?: Error) => {});
  }
  const options: ClientOptions = {
    followRedirects: true,
    maxRedirects: 3,
    origin: "x",
    protocolVersion: 13,
    generateMask: (_mask) => {},
    finishRequest: (outgoing, _socket) => outgoing.end(),
    rejectUnauthorized: false,
    skipUTF8Validation: true,
    perMessageDeflate: { threshold: 10 } satisfies WebSocket.PerMessageDeflateOptions,
  };
  const socket = new WebSocket("ws://x", ["a"], options satisfies WebSocket.ClientOptions);
  const once: WebSocket.EventListenerOptions = { once: true };
  socket.onmessage = (event: WebSocket.MessageEvent) => [event.data, event.target];
  socket.onclose = (event: WebSocket.CloseEvent) => event.code;
  socket.onerror = (event: WebSocket.ErrorEvent) => event.message;
  socket.addEventListener("message", (event) => event.data, once);
  socket.once("upgrade", (response: IncomingMessage) => response.statusCode);
  socket.on("unexpected-response", (_outgoing, response) => response.statusCode);
  const stream: Duplex = createWebSocketStream(socket, { encoding: "utf8" });
  const data: WebSocket.Data = "x";
  socket.ping(data, false, (_error) => stream.end());
  socket.pong(Buffer.from("a"), false, () => {});
  const state: 0 | 1 | 2 | 3 = socket.readyState;
  other.handleUpgrade(request, duplex, Buffer.alloc(state), (client) => other.emit("connection", client));
  const whole: ServerOptions = {
    server: http,
    path: "/x",
    verifyClient: later,
    maxPayload: 1,
    handleProtocols: (protocols: Set<string>, _request) => [...protocols][0] ?? false,
    clientTracking: true,
    allowSynchronousEvents: true,
    autoPong: true,
  };
  new WebSocketServer(whole satisfies WebSocket.ServerOptions).close((_error?: Error) => {});
}

it("compiles what was written against the types of ws", () => {
  expect(program).toHaveLength(3);
});
