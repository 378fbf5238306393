import type { WebSocketServer } from "@signalbox/websocket";
import { acceptKey } from "@signalbox/wire/websocket";
import { describe, expect, it } from "vitest";
import { cleanUp, withTranscript } from "./conform.js";
import { type Delivery, RawPeer } from "./raw-peer.js";
import { connectRaw, header, requestHead, startServer, status } from "./session.js";

cleanUp();

type ServerOptions = ConstructorParameters<typeof WebSocketServer>[0];

/** Sends a request to a server of ours and hands its answer to `check`. */
function answers(
  name: string,
  request: string,
  check: (head: string, peer: RawPeer) => void | Promise<void>,
  options: ServerOptions = {},
): void {
  for (const delivery of ["at once", "byte by byte"] satisfies Delivery[]) {
    it(`${name} [${delivery}]`, async () => {
      const server = await startServer(options);
      const peer = new RawPeer(await connectRaw(server), true, delivery);
      await withTranscript(peer, async () => {
        await peer.send(Buffer.from(request, "latin1"));
        await check(await peer.head(), peer);
      });
    });
  }
}

/** The server answers with an HTTP error, closes the connection, and the application hears of no connection. */
function refuses(
  name: string,
  request: string,
  statuses: readonly number[],
  more: (head: string) => void = () => {},
): void {
  answers(name, request, async (head, peer) => {
    expect(statuses).toContain(status(head));
    more(head);
    peer.socket.end();
    await peer.ended();
  });
}

describe("RFC 6455 section 4.2.2: the server's answer", () => {
  answers("4.2.2 is 101 with Upgrade, Connection and the accept value of the key", requestHead(), (head) => {
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(header(head, "upgrade")?.toLowerCase()).toBe("websocket");
    expect(header(head, "connection")?.toLowerCase()).toBe("upgrade");
    expect(header(head, "sec-websocket-accept")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    expect(header(head, "sec-websocket-protocol")).toBeUndefined();
    expect(header(head, "sec-websocket-extensions")).toBeUndefined();
  });

  it("4.2.2 answers each of 200 random keys", async () => {
    const server = await startServer();
    for (let count = 0; count < 200; count++) {
      const key = Buffer.from(
        Array.from({ length: 16 }, (_, index) => (count * 31 + index * 7) & 255),
      ).toString("base64");
      const peer = new RawPeer(await connectRaw(server), true, "at once");
      await peer.send(Buffer.from(requestHead({ "Sec-WebSocket-Key": key })));
      expect(header(await peer.head(), "sec-websocket-accept")).toBe(acceptKey(key));
      peer.socket.destroy();
    }
  });

  answers(
    "4.2.2 chooses one of the subprotocols asked for",
    requestHead({ "Sec-WebSocket-Protocol": "b, a" }),
    (head) => {
      expect(header(head, "sec-websocket-protocol")).toBe("a");
    },
    { handleProtocols: (protocols) => (protocols.has("a") ? "a" : false) },
  );

  answers(
    "4.2.2 sends no subprotocol when it takes none",
    requestHead({ "Sec-WebSocket-Protocol": "b" }),
    (head) => {
      expect(status(head)).toBe(101);
      expect(header(head, "sec-websocket-protocol")).toBeUndefined();
    },
    { handleProtocols: () => false },
  );

  answers(
    "9.1 sends no extension that was not offered",
    requestHead(),
    (head) => {
      expect(header(head, "sec-websocket-extensions")).toBeUndefined();
    },
    { perMessageDeflate: true },
  );

  answers(
    "9.1 takes no extension that it does not know",
    requestHead({ "Sec-WebSocket-Extensions": "x-unknown; a=1" }),
    (head) => {
      expect(status(head)).toBe(101);
      expect(header(head, "sec-websocket-extensions")).toBeUndefined();
    },
    { perMessageDeflate: true },
  );
});

describe("RFC 6455 section 4.2.1: what a server accepts", () => {
  const accepted = (name: string, request: string) =>
    answers(name, request, (head) => {
      expect(status(head)).toBe(101);
    });
  accepted(
    "4.2.1 header names and values in any case of letters",
    requestHead({ Upgrade: undefined, UPGRADE: "WebSocket", Connection: "upgrade" }),
  );
  accepted("4.2.1 Connection with further tokens", requestHead({ Connection: "keep-alive, Upgrade" }));
  accepted("4.2.1 a query in the target", requestHead({}, "GET /?a=b&c HTTP/1.1"));
  accepted("4.2.1 an absolute target", requestHead({}, "GET http://127.0.0.1/ HTTP/1.1"));
  accepted("4.2.1 headers it does not know", requestHead({ "X-Whatever": "yes", Cookie: "a=b" }));
  accepted("4.2.1 no Origin: clients that are no browsers have none", requestHead());
});

describe("RFC 6455 sections 4.2.1 and 4.2.2: what a server refuses", () => {
  refuses("4.2.1 another method", requestHead({}, "POST / HTTP/1.1"), [400, 405]);
  refuses("4.2.1 no Host", requestHead({ Host: undefined }), [400]);
  refuses("4.2.1 no Upgrade", requestHead({ Upgrade: undefined }), [400, 426]);
  refuses("4.2.1 another Upgrade", requestHead({ Upgrade: "h2c" }), [400, 426]);
  refuses("4.2.1 no Connection", requestHead({ Connection: undefined }), [400, 426]);
  refuses("4.2.1 Connection without Upgrade", requestHead({ Connection: "keep-alive" }), [400, 426]);
  refuses("4.2.1 no key", requestHead({ "Sec-WebSocket-Key": undefined }), [400]);
  refuses("4.2.1 a key that is not 16 bytes", requestHead({ "Sec-WebSocket-Key": "AAAA" }), [400]);
  refuses(
    "4.2.1 a key that is no Base64",
    requestHead({ "Sec-WebSocket-Key": "!!!!!!!!!!!!!!!!!!!!!!==" }),
    [400],
  );
  refuses("11.3.1 two keys", requestHead({ "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" }), [400]);
  const saysVersion = (head: string) => {
    expect(header(head, "sec-websocket-version")).toMatch(/(^|[ ,])13([ ,]|$)/);
  };
  refuses("4.2.1 no version", requestHead({ "Sec-WebSocket-Version": undefined }), [400, 426], saysVersion);
  refuses(
    "4.2.2, 4.4 another version, and says which it speaks",
    requestHead({ "Sec-WebSocket-Version": "99" }),
    [400, 426],
    saysVersion,
  );
  refuses(
    "4.2.1 a version that is no number",
    requestHead({ "Sec-WebSocket-Version": "thirteen" }),
    [400, 426],
    saysVersion,
  );
  refuses("4.1, 4.3 a subprotocol given twice", requestHead({ "Sec-WebSocket-Protocol": "a, a" }), [400]);
  refuses("4.3 a subprotocol that is no token", requestHead({ "Sec-WebSocket-Protocol": "a b" }), [400]);
  refuses("4.1 HTTP/1.0", requestHead({}, "GET / HTTP/1.0"), [400, 426, 505]);
  refuses("4.2.1 bytes that are no HTTP", "\x16\x03\x01 hello\r\n\r\n", [400]);
});

it("4.2.2 frames that come in the segment of the request are read after the answer", async () => {
  const server = await startServer();
  const message = new Promise<string>((resolve) => {
    server.on("connection", (webSocket) => webSocket.on("message", (data: Buffer) => resolve(String(data))));
  });
  const peer = new RawPeer(await connectRaw(server), true, "at once");
  await withTranscript(peer, async () => {
    await peer.send(
      Buffer.concat([Buffer.from(requestHead()), peer.encode({ opcode: 1, payload: Buffer.from("early") })]),
    );
    expect(await message).toBe("early");
    expect(status(await peer.head())).toBe(101);
  });
});
