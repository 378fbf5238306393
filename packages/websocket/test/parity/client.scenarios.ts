import { createHash } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import { until, urlOf } from "../support.js";
import { listening, type Scenario, thrown, watch } from "./scenario.js";

/** What a server answers that is no server: the head, with ACCEPT for the right accept value. */
function answering(head: string, then: (socket: Socket) => void = () => {}) {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (request) => {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(String(request))?.[1];
      const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      socket.write(head.replace("ACCEPT", accept));
      then(socket);
    });
  });
  return until(server.listen(0, "127.0.0.1"), "listening").then(() => server);
}

const switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
const accepted = `${switching}Sec-WebSocket-Accept: ACCEPT\r\n`;

function refusedAnswer(
  name: string,
  head: string,
  protocols: string[] = [],
  options: Record<string, unknown> = {},
): Scenario {
  return {
    name: `a client refuses ${name}`,
    async play(WebSocket, log) {
      const server = await answering(head);
      const client = new WebSocket(urlOf(server), protocols, options);
      watch(client, "client", log);
      await until(client, "close");
      server.close();
    },
  };
}

export const clientScenarios: Scenario[] = [
  {
    name: "arguments that cannot be used throw at once",
    async play(WebSocket, log) {
      for (const url of ["foo", "ftp://x", "ws://x/#fragment", "ws+unix:", "ws://"]) {
        log(
          url,
          thrown(() => new WebSocket(url)),
        );
      }
      for (const protocols of ["a b", "", ["a", "a"], [""]]) {
        log(
          protocols,
          thrown(() => new WebSocket("ws://127.0.0.1:1", protocols)),
        );
      }
      log(thrown(() => new WebSocket("ws://127.0.0.1:1", { protocolVersion: 9 })));
    },
  },
  {
    name: "a new client is connecting and refuses to send",
    async play(WebSocket, log) {
      const client = new WebSocket("http://127.0.0.1:1/x?y");
      client.on("error", () => {});
      log(client.url, client.readyState, client.binaryType, client.bufferedAmount);
      log(client.extensions, client.protocol, client.isPaused, client.onopen);
      log(
        thrown(() => client.send("x")),
        thrown(() => client.ping()),
        thrown(() => client.pong()),
      );
      await until(client, "close");
    },
  },
  {
    name: "closing or terminating a client that connects",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      for (const end of ["close", "terminate"] as const) {
        const client = new WebSocket(urlOf(server));
        watch(client, end, log);
        client[end]();
        log(client.readyState);
        await until(client, "close");
      }
      server.close();
    },
  },
  {
    name: "nobody listens",
    async play(WebSocket, log) {
      const client = new WebSocket("ws://127.0.0.1:1");
      watch(client, "client", log);
      client.on("error", (error: NodeJS.ErrnoException) => log(error.code));
      await until(client, "close");
    },
  },
  {
    name: "the handshake takes too long",
    async play(WebSocket, log) {
      const server = createServer(() => {}).listen(0, "127.0.0.1");
      await until(server, "listening");
      const client = new WebSocket(urlOf(server), { handshakeTimeout: 50 });
      watch(client, "client", log);
      await until(client, "close");
      server.close();
    },
  },
  {
    name: "an answer that is not 101, without and with a listener for it",
    async play(WebSocket, log) {
      const server = createHttpServer((_request, response) => {
        response.statusCode = 401;
        response.end("who are you?");
      }).listen(0, "127.0.0.1");
      await until(server, "listening");
      const first = new WebSocket(urlOf(server));
      watch(first, "first", log);
      await until(first, "close");
      const second = new WebSocket(urlOf(server));
      watch(second, "second", log);
      const [request, response] = await until(second, "unexpected-response");
      log(request.path, response.statusCode, second.readyState);
      response.resume();
      await until(response, "end");
      const isClosed = until(second, "close");
      second.close();
      await isClosed;
      server.close();
    },
  },
  {
    name: "redirects are followed when asked for, up to a limit",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.on("connection", (_websocket, request) => {
        log("headers", request.headers["x-kept"]);
      });
      const redirecting = createHttpServer().on("upgrade", (request, socket) => {
        const to = request.url === "/loop" ? "/loop" : urlOf(server, "/there");
        socket.end(`HTTP/1.1 302 Found\r\nLocation: ${to}\r\n\r\n`);
      });
      await until(redirecting.listen(0, "127.0.0.1"), "listening");
      const options = { followRedirects: true, headers: { "X-Kept": "yes" } };
      const followed = new WebSocket(urlOf(redirecting), options);
      followed.on("redirect", (url, request) =>
        log("redirect", url === urlOf(server, "/there"), request.path),
      );
      await until(followed, "open");
      log(followed.url === urlOf(server, "/there"));
      const isClosed = until(followed, "close");
      followed.close();
      await isClosed;
      const looping = new WebSocket(urlOf(redirecting, "/loop"), { followRedirects: true, maxRedirects: 2 });
      let redirects = 0;
      looping.on("redirect", () => redirects++);
      looping.on("error", (error) => log(error));
      await until(looping, "close");
      log(redirects);
      server.close();
      redirecting.close();
    },
  },
  {
    name: "a listener of redirect decides what the next server is told",
    async play(WebSocket, log) {
      const server = await listening(WebSocket);
      server.on("connection", (_websocket, { headers }) => {
        log(headers.authorization, headers.cookie, headers["x-added"]);
      });
      const redirecting = createHttpServer().on("upgrade", (_request, socket) => {
        socket.end(`HTTP/1.1 302 Found\r\nLocation: ${urlOf(server)}\r\n\r\n`);
      });
      await until(redirecting.listen(0, "127.0.0.1"), "listening");
      const secret = { headers: { Authorization: "Basic secret", Cookie: "a=b" } };
      for (const isInspected of [false, true]) {
        const client = new WebSocket(urlOf(redirecting), { followRedirects: true, ...secret });
        if (isInspected) {
          client.on("redirect", (_url, request) => {
            log(request.getHeader("authorization"), request.getHeader("cookie"), client.readyState);
            request.removeHeader("cookie");
            request.setHeader("X-Added", "yes");
          });
        }
        await until(client, "open");
        client.terminate();
      }
      server.close();
      redirecting.close();
    },
  },
  {
    name: "a redirect to what is no address",
    async play(WebSocket, log) {
      for (const location of ["http://", "ftp://x", "//", "/again#fragment", "ws+unix:"]) {
        const redirecting = createHttpServer().on("upgrade", (_request, socket) => {
          socket.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\n\r\n`);
        });
        await until(redirecting.listen(0, "127.0.0.1"), "listening");
        const client = new WebSocket(urlOf(redirecting), { followRedirects: true });
        client.on("error", (error) => log(client.readyState, error));
        log(...(await until(client, "close")));
        redirecting.close();
      }
    },
  },
  refusedAnswer("a wrong accept value", `${switching}Sec-WebSocket-Accept: no\r\n\r\n`),
  refusedAnswer("a missing accept value", `${switching}\r\n`),
  refusedAnswer(
    "another upgrade",
    "HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n",
  ),
  refusedAnswer("no subprotocol where it asked for one", `${accepted}\r\n`, ["a"]),
  refusedAnswer("a subprotocol nobody asked for", `${accepted}Sec-WebSocket-Protocol: b\r\n\r\n`),
  refusedAnswer("another subprotocol", `${accepted}Sec-WebSocket-Protocol: b\r\n\r\n`, ["a"]),
  refusedAnswer(
    "an extension when it offered none",
    `${accepted}Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n`,
    [],
    { perMessageDeflate: false },
  ),
  refusedAnswer("another extension", `${accepted}Sec-WebSocket-Extensions: foo\r\n\r\n`),
  refusedAnswer("a malformed extension", `${accepted}Sec-WebSocket-Extensions: foo;=\r\n\r\n`),
  refusedAnswer(
    "an unknown parameter of permessage-deflate",
    `${accepted}Sec-WebSocket-Extensions: permessage-deflate; foo=1\r\n\r\n`,
  ),
  refusedAnswer(
    "window bits out of range",
    `${accepted}Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7\r\n\r\n`,
  ),
  ...(
    [
      ["the server ends without a close frame", (socket) => socket.end()],
      ["the server resets", (socket) => socket.resetAndDestroy()],
      ["the server sends a message and ends", (socket) => socket.end(Buffer.from([0x81, 1, 65]))],
      [
        "the server sends a close frame and keeps the socket",
        (socket) => socket.write(Buffer.from([0x88, 2, 3, 0xe8])),
      ],
      ["the server masks", (socket) => socket.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 65]))],
    ] as [string, (socket: Socket) => void][]
  ).map(
    ([name, act]): Scenario => ({
      name,
      async play(WebSocket, log) {
        let act2 = () => {};
        const server = await answering(`${accepted}\r\n`, (socket) => {
          act2 = () => act(socket);
          socket.resume();
        });
        const client = new WebSocket(urlOf(server));
        watch(client, "client", log);
        client.once("open", () => act2());
        await until(client, "close");
        server.close();
      },
    }),
  ),
];
