import { createServer } from "node:http";
import type StockWebSocket from "ws";
import type { WebSocketServer } from "ws";
import { portOf, RawPeer, type RequestForm, requestText, until } from "../support.js";
import { type Log, listening, type Scenario, thrown } from "./scenario.js";

/** What a raw client gets for a request, head and body, and what the server tells about it. */
function answered(
  name: string,
  options: StockWebSocket.ServerOptions | ((log: Log) => StockWebSocket.ServerOptions),
  form: RequestForm = {},
  prepare: (server: WebSocketServer, log: Log) => void = () => {},
): Scenario {
  return {
    name: `a server answers ${name}`,
    async play(WebSocket, log) {
      const server = await listening(WebSocket, typeof options === "function" ? options(log) : options);
      server.on("connection", (websocket, request) => {
        log("connection", request.url, websocket.protocol, websocket.extensions, websocket.readyState);
      });
      prepare(server, log);
      const peer = await RawPeer.connect(portOf(server));
      peer.socket.write(requestText(form));
      const head = await peer.head();
      log(head.replace(/Date: .*\r\n/, ""));
      if (!head.includes(" 101 ")) log(await peer.rest());
      peer.socket.destroy();
      for (const client of server.clients) client.terminate();
      server.close();
      await until(server, "close");
    },
  };
}

const headers = (name: string, value: string | readonly string[] | undefined): RequestForm => ({
  headers: { [name]: value },
});

export const serverScenarios: Scenario[] = [
  {
    name: "a server needs exactly one place to listen",
    async play(WebSocket, log) {
      log(thrown(() => new WebSocket.Server()));
      log(thrown(() => new WebSocket.Server({})));
      log(thrown(() => new WebSocket.Server({ port: 0, noServer: true })));
      const server = new WebSocket.Server({ noServer: true });
      log(thrown(() => server.address()));
    },
  },
  {
    name: "closing twice, and after that",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.close((error) => log("first", error));
      server.close((error) => log("second", error));
      await until(server, "close");
      server.close((error) => log("third", error));
      await until(server, "close");
    },
  },
  {
    name: "an HTTP server gets its listeners back",
    async play(WebSocket, log) {
      const http = createServer();
      await until(http.listen(0, "127.0.0.1"), "listening");
      const server = new WebSocket.Server({ server: http });
      log(http.listenerCount("upgrade"), portOf(server) === portOf(http));
      server.close();
      await until(server, "close");
      log(http.listenerCount("upgrade"), http.listening);
      http.close();
    },
  },
  answered("a plain handshake", {}),
  answered("POST", {}, { line: "POST / HTTP/1.1" }),
  answered("another upgrade", {}, headers("Upgrade", "h2c")),
  answered("Upgrade in any case", {}, headers("Upgrade", "WebSocket")),
  answered("no Upgrade", {}, { headers: { Upgrade: undefined, Connection: "close" } }),
  answered("no key", {}, headers("Sec-WebSocket-Key", undefined)),
  answered("a bad key", {}, headers("Sec-WebSocket-Key", "abc")),
  answered(
    "two keys",
    {},
    headers("Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ=="]),
  ),
  answered("version 9", {}, headers("Sec-WebSocket-Version", "9")),
  answered("version 8", {}, headers("Sec-WebSocket-Version", "8")),
  answered("no version", {}, headers("Sec-WebSocket-Version", undefined)),
  answered("another path", { path: "/foo" }),
  answered("its path with a query", { path: "/foo" }, { line: "GET /foo?x HTTP/1.1" }),
  answered("subprotocols", {}, headers("Sec-WebSocket-Protocol", "a, b")),
  answered("subprotocols in two headers", {}, headers("Sec-WebSocket-Protocol", ["a", "b"])),
  answered("a subprotocol twice", {}, headers("Sec-WebSocket-Protocol", "a,a")),
  answered("an empty subprotocol header", {}, headers("Sec-WebSocket-Protocol", "")),
  answered(
    "with handleProtocols",
    (log) => ({
      handleProtocols: (protocols, request) => {
        log(protocols, request.url);
        return "b";
      },
    }),
    headers("Sec-WebSocket-Protocol", "a, b"),
  ),
  answered(
    "with handleProtocols false",
    { handleProtocols: () => false },
    headers("Sec-WebSocket-Protocol", "a"),
  ),
  answered(
    "with verifyClient false",
    (log) => ({
      verifyClient: (info: { origin: string; secure: boolean }) => {
        log(info.origin, info.secure);
        return false;
      },
    }),
    headers("Origin", "http://example.com"),
  ),
  answered("with verifyClient true", { verifyClient: () => true }),
  answered("with verifyClient asynchronous and true", {
    verifyClient: (_info, callback) => setImmediate(callback, true),
  }),
  answered("with verifyClient asynchronous and false", {
    verifyClient: (_info, callback) => callback(false),
  }),
  answered("with verifyClient's own status", { verifyClient: (_info, callback) => callback(false, 404) }),
  answered("with verifyClient's own words", {
    verifyClient: (_info, callback) => callback(false, 403, "nö", { "X-Why": "because" }),
  }),
  answered(
    "a malformed extension",
    { perMessageDeflate: true },
    headers("Sec-WebSocket-Extensions", "foo;="),
  ),
  ...[
    "permessage-deflate",
    "permessage-deflate; client_max_window_bits",
    "permessage-deflate; client_max_window_bits=10",
    "permessage-deflate; server_max_window_bits=10",
    'permessage-deflate; server_max_window_bits="10"',
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
    "permessage-deflate; server_max_window_bits=8, permessage-deflate",
    "x-unknown",
  ].map((offer) => answered(offer, { perMessageDeflate: true }, headers("Sec-WebSocket-Extensions", offer))),
  answered("lines that a listener of headers adds", {}, {}, (server, log) => {
    server.on("headers", (lines, request) => {
      log(lines, request.method);
      lines.push("X-Added: yes");
    });
  }),
  ...[false, 0, undefined, true, "yes", Promise.resolve(false)].map((answer) =>
    answered(`as shouldHandle says: ${typeof answer} ${answer}`, {}, {}, (server) => {
      server.shouldHandle = () => answer as boolean;
    }),
  ),
  answered("with a listener of wsClientError", {}, headers("Sec-WebSocket-Key", "abc"), (server, log) => {
    server.on("wsClientError", (error, socket, request) => {
      log(error, request.url);
      socket.end("HTTP/1.1 418 I'm a teapot\r\n\r\n");
    });
  }),
  answered("a head of 20 kB", {}, headers("X-Long", "a".repeat(20_000))),
];
