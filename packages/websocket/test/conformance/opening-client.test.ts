import { once } from "node:events";
import { type ClientOptions, WebSocket } from "@signalbox/websocket";
import { describe, expect, it } from "vitest";
import { cleanUp, withTranscript } from "./conform.js";
import { type Delivery, RawPeer } from "./raw-peer.js";
import { closeOf, header, responseHead, startRawServer } from "./session.js";

cleanUp();

interface Dialled {
  readonly webSocket: WebSocket;
  readonly peer: RawPeer;
  readonly request: string;
  readonly url: string;
}

/** A client of ours that dials a raw server, which has read its request. */
async function dial(
  delivery: Delivery,
  path = "/",
  protocols: string[] = [],
  options: ClientOptions = {},
): Promise<Dialled> {
  const { url, next } = await startRawServer();
  const webSocket = new WebSocket(url + path, protocols, options);
  webSocket.on("error", () => {});
  const peer = new RawPeer(await next(), false, delivery);
  return { webSocket, peer, request: await peer.head(), url };
}

describe("RFC 6455 section 4.1: the client's request", () => {
  it("4.1 is a GET of HTTP/1.1 with Host, Upgrade, Connection, key and version", async () => {
    const { request, url } = await dial("at once", "/chat?room=1#ignored".split("#")[0]);
    expect(request).toMatch(/^GET \/chat\?room=1 HTTP\/1\.1\r\n/);
    expect(header(request, "host")).toBe(new URL(url).host);
    expect(header(request, "upgrade")?.toLowerCase()).toBe("websocket");
    expect(header(request, "connection")?.toLowerCase()).toBe("upgrade");
    expect(header(request, "sec-websocket-version")).toBe("13");
    expect(Buffer.from(header(request, "sec-websocket-key") ?? "", "base64")).toHaveLength(16);
    expect(header(request, "sec-websocket-protocol")).toBeUndefined();
    for (const name of ["host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version"]) {
      expect(request.toLowerCase().split(`\r\n${name}:`), name).toHaveLength(2);
    }
  });

  it("4.1 has a new key for each connection", async () => {
    const keys = new Set<string | undefined>();
    for (let count = 0; count < 20; count++)
      keys.add(header((await dial("at once")).request, "sec-websocket-key"));
    expect(keys.size).toBe(20);
  });

  it("4.1 lists the subprotocols in the order of preference", async () => {
    const { request } = await dial("at once", "/", ["b", "a"]);
    expect(header(request, "sec-websocket-protocol")?.replaceAll(" ", "")).toBe("b,a");
  });

  it.each([[["a", "a"]], [["a b"]], [[""]], [["a,b"]]])("4.1 refuses the subprotocols %j", (protocols) => {
    expect(() => new WebSocket("ws://127.0.0.1:1", protocols)).toThrow(SyntaxError);
  });

  it.each(["http", "ws://", "ftp://127.0.0.1", "ws://127.0.0.1/#fragment"])("3 refuses the URL %s", (url) => {
    expect(() => new WebSocket(url)).toThrow(SyntaxError);
  });
});

describe("RFC 6455 section 4.1: the server's answer", () => {
  type Answer = (request: string) => string;

  function outcome(
    name: string,
    answer: Answer,
    check: (dialled: Dialled) => Promise<void>,
    protocols: string[] = [],
    options: ClientOptions = {},
  ) {
    for (const delivery of ["at once", "byte by byte"] satisfies Delivery[]) {
      it(`${name} [${delivery}]`, async () => {
        const dialled = await dial(delivery, "/", protocols, options);
        const errors: string[] = [];
        dialled.webSocket.on("error", (error: Error) => errors.push(error.message));
        await withTranscript(
          dialled.peer,
          async () => {
            const checked = check(dialled);
            await dialled.peer.send(Buffer.from(answer(dialled.request), "latin1"));
            await checked;
          },
          () => JSON.stringify(errors),
        );
      });
    }
  }

  const accepts = (name: string, answer: Answer, protocol = "", protocols: string[] = []) =>
    outcome(
      name,
      answer,
      async ({ webSocket }) => {
        await once(webSocket, "open");
        expect(webSocket.protocol).toBe(protocol);
      },
      protocols,
    );

  /** An error, no open, and a close with 1006 (section 7.1.7 and 7.1.5); the TCP connection ends. */
  const fails = (name: string, answer: Answer, protocols: string[] = [], options: ClientOptions = {}) =>
    outcome(
      name,
      answer,
      async ({ webSocket, peer }) => {
        const seen: unknown[] = [];
        webSocket.on("open", () => seen.push("open"));
        webSocket.on("error", () => seen.push("error"));
        const code = await closeOf(webSocket);
        expect([...seen, code]).toEqual(["error", 1006]);
        peer.socket.end();
        await peer.ended();
      },
      protocols,
      options,
    );

  accepts("4.1 is accepted", (request) => responseHead(request));
  accepts("4.1 is accepted in any case of letters", (request) =>
    responseHead(request, { Upgrade: undefined, UPGRADE: "WEBSOCKET", Connection: "uPGRADE" }),
  );
  accepts("4.1 is accepted with further tokens in Connection", (request) =>
    responseHead(request, { Connection: "keep-alive, Upgrade" }),
  );
  accepts("4.1 is accepted with any words for the status", (request) =>
    responseHead(request, {}, "HTTP/1.1 101 Web Socket Protocol Handshake"),
  );
  accepts(
    "4.1 may name a subprotocol that was asked for",
    (request) => responseHead(request, { "Sec-WebSocket-Protocol": "b" }),
    "b",
    ["a", "b"],
  );

  fails("4.1 fails without Upgrade", (request) => responseHead(request, { Upgrade: undefined }));
  fails("4.1 fails with another Upgrade", (request) => responseHead(request, { Upgrade: "h2c" }));
  fails("4.1 fails without Connection", (request) => responseHead(request, { Connection: undefined }));
  fails("4.1 fails with another Connection", (request) => responseHead(request, { Connection: "close" }));
  fails("4.1 fails without an accept value", (request) =>
    responseHead(request, { "Sec-WebSocket-Accept": undefined }),
  );
  fails("4.1 fails with a wrong accept value", (request) =>
    responseHead(request, { "Sec-WebSocket-Accept": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }),
  );
  fails("4.1 fails with the accept value in another case of letters", (request) =>
    responseHead(request, {
      "Sec-WebSocket-Accept": (header(responseHead(request), "sec-websocket-accept") ?? "").toLowerCase(),
    }),
  );
  fails("4.1 fails upon a subprotocol when none was asked for", (request) =>
    responseHead(request, { "Sec-WebSocket-Protocol": "a" }),
  );
  fails(
    "4.1 fails upon a subprotocol that was not asked for",
    (request) => responseHead(request, { "Sec-WebSocket-Protocol": "c" }),
    ["a", "b"],
  );
  fails(
    "4.1 fails upon two subprotocols",
    (request) => responseHead(request, { "Sec-WebSocket-Protocol": "a, b" }),
    ["a", "b"],
  );
  fails(
    "4.1 fails upon an extension when none was offered",
    (request) => responseHead(request, { "Sec-WebSocket-Extensions": "permessage-deflate" }),
    [],
    { perMessageDeflate: false },
  );
  fails("4.1 fails upon an extension that was not offered", (request) =>
    responseHead(request, { "Sec-WebSocket-Extensions": "x-unknown" }),
  );
  fails("4.1 fails upon an extension header that cannot be read", (request) =>
    responseHead(request, { "Sec-WebSocket-Extensions": "permessage-deflate; =" }),
  );
  for (const status of [
    "200 OK",
    "400 Bad Request",
    "404 Not Found",
    "500 Internal Server Error",
    "503 Service Unavailable",
  ]) {
    fails(`4.1 fails upon ${status}`, (request) =>
      responseHead(request, { "Content-Length": "0" }, `HTTP/1.1 ${status}`),
    );
  }
  fails("4.1 fails upon bytes that are no HTTP", () => "\x00\x01\x02 hello\r\n\r\n");

  it("4.1 frames that come in the segment of the answer are read after open", async () => {
    const { webSocket, peer, request } = await dial("at once");
    const seen: string[] = [];
    webSocket.on("open", () => seen.push("open"));
    webSocket.on("message", (data) => seen.push(String(data)));
    const message = once(webSocket, "message");
    await peer.send(
      Buffer.concat([
        Buffer.from(responseHead(request)),
        peer.encode({ opcode: 1, payload: Buffer.from("early") }),
      ]),
    );
    await message;
    expect(seen).toEqual(["open", "early"]);
  });
});
