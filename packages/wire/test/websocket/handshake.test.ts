import { describe, expect, it } from "vitest";
import {
  checkHandshakeRequest,
  checkHandshakeResponse,
  formatHandshakeRequest,
  formatHandshakeResponse,
  HandshakeError,
  latin1Bytes,
  parseRequestHead,
  parseResponseHead,
} from "../../src/websocket/index.js";

const key = "dGhlIHNhbXBsZSBub25jZQ==";

/** The request of RFC 6455 section 1.2 with fields replaced, removed (undefined) or added. */
function request(changes: Record<string, string | undefined> = {}, line = "GET /chat HTTP/1.1"): string {
  const fields: Record<string, string | undefined> = {
    Host: "server.example.com",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": key,
    Origin: "http://example.com",
    "Sec-WebSocket-Protocol": "chat, superchat",
    "Sec-WebSocket-Version": "13",
    ...changes,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `${[line, ...lines].join("\r\n")}\r\n\r\n`;
}

const check = (text: string) => checkHandshakeRequest(parseRequestHead(latin1Bytes(text)));

function refusal(run: () => unknown): HandshakeError {
  try {
    run();
  } catch (error) {
    if (error instanceof HandshakeError) return error;
    throw error;
  }
  return expect.fail("nothing was refused");
}

describe("a request as a server reads it (RFC 6455 section 4.2.1)", () => {
  it("says what the client asks for", () => {
    expect(check(request({ "Sec-WebSocket-Extensions": "a; b=1" }))).toEqual({
      target: "/chat",
      host: "server.example.com",
      key,
      origin: "http://example.com",
      protocols: ["chat", "superchat"],
      extensions: [{ name: "a", parameters: [{ name: "b", value: "1" }] }],
    });
  });

  it("is accepted in any case of letters and among other tokens", () => {
    const text = request({
      Upgrade: "h2c, WebSocket",
      Connection: "keep-alive, UPGRADE",
      Origin: undefined,
      "Sec-WebSocket-Protocol": undefined,
    });
    expect(check(text)).toMatchObject({ origin: undefined, protocols: [], extensions: [] });
  });

  it.each<[string, string, number, string, Record<string, string>?]>([
    ["POST", request({}, "POST /chat HTTP/1.1"), 405, "WIRE_INVALID_METHOD", { Allow: "GET" }],
    ["HTTP/1.0", request({}, "GET /chat HTTP/1.0"), 400, "WIRE_INVALID_HTTP_VERSION"],
    ["no Host", request({ Host: undefined }), 400, "WIRE_INVALID_HOST"],
    ["two Hosts", request({ host: "b" }), 400, "WIRE_INVALID_HOST"],
    [
      "no Upgrade",
      request({ Upgrade: undefined }),
      426,
      "WIRE_INVALID_UPGRADE",
      { Connection: "Upgrade", Upgrade: "websocket" },
    ],
    ["another Upgrade", request({ Upgrade: "websocket2" }), 426, "WIRE_INVALID_UPGRADE"],
    ["no Connection", request({ Connection: undefined }), 400, "WIRE_INVALID_CONNECTION"],
    ["Connection: close", request({ Connection: "close" }), 400, "WIRE_INVALID_CONNECTION"],
    ["no key", request({ "Sec-WebSocket-Key": undefined }), 400, "WIRE_INVALID_KEY"],
    ["a short key", request({ "Sec-WebSocket-Key": "AAAA" }), 400, "WIRE_INVALID_KEY"],
    ["two keys", request({ "sec-websocket-key": key }), 400, "WIRE_INVALID_KEY"],
    [
      "no version",
      request({ "Sec-WebSocket-Version": undefined }),
      426,
      "WIRE_INVALID_VERSION",
      { "Sec-WebSocket-Version": "13" },
    ],
    [
      "version 8",
      request({ "Sec-WebSocket-Version": "8" }),
      426,
      "WIRE_INVALID_VERSION",
      { "Sec-WebSocket-Version": "13" },
    ],
    ["two versions", request({ "sec-websocket-version": "13" }), 426, "WIRE_INVALID_VERSION"],
    ["a subprotocol twice", request({ "Sec-WebSocket-Protocol": "a, a" }), 400, "WIRE_INVALID_PROTOCOL"],
    ["a bad extension", request({ "Sec-WebSocket-Extensions": "a;" }), 400, "WIRE_INVALID_EXTENSIONS"],
  ])("%s is refused", (_what, text, status, code, headers = {}) => {
    const error = refusal(() => check(text));
    expect(error).toMatchObject({ status, code });
    expect(error.headers).toMatchObject(headers);
  });
});

describe("a response as a client reads it (RFC 6455 section 4.1)", () => {
  const accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  const answer = (
    changes: Record<string, string | undefined> = {},
    line = "HTTP/1.1 101 Switching Protocols",
  ) => {
    const fields: Record<string, string | undefined> = {
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Accept": accept,
      ...changes,
    };
    const lines = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${value}`],
    );
    return parseResponseHead(latin1Bytes(`${[line, ...lines].join("\r\n")}\r\n\r\n`));
  };
  const sent = { key, protocols: ["chat", "superchat"] };

  it("says what the server chose", () => {
    expect(checkHandshakeResponse(answer(), sent)).toEqual({ protocol: undefined, extensions: [] });
    expect(
      checkHandshakeResponse(
        answer({ "Sec-WebSocket-Protocol": "chat", Upgrade: "WebSocket", Connection: "x, upgrade" }),
        sent,
      ),
    ).toEqual({
      protocol: "chat",
      extensions: [],
    });
  });

  it.each<[string, Record<string, string | undefined>, string, string?]>([
    ["status 200", {}, "WIRE_UNEXPECTED_STATUS", "HTTP/1.1 200 OK"],
    ["no Upgrade", { Upgrade: undefined }, "WIRE_INVALID_UPGRADE"],
    ["another Upgrade", { Upgrade: "h2c" }, "WIRE_INVALID_UPGRADE"],
    ["no Connection", { Connection: undefined }, "WIRE_INVALID_CONNECTION"],
    ["another Connection", { Connection: "close" }, "WIRE_INVALID_CONNECTION"],
    ["no accept", { "Sec-WebSocket-Accept": undefined }, "WIRE_INVALID_ACCEPT"],
    ["a wrong accept", { "Sec-WebSocket-Accept": accept.toLowerCase() }, "WIRE_INVALID_ACCEPT"],
    ["two accepts", { "sec-websocket-accept": accept }, "WIRE_INVALID_ACCEPT"],
    ["a subprotocol nobody asked for", { "Sec-WebSocket-Protocol": "other" }, "WIRE_UNEXPECTED_PROTOCOL"],
    ["two subprotocols", { "Sec-WebSocket-Protocol": "chat, superchat" }, "WIRE_UNEXPECTED_PROTOCOL"],
    [
      "extensions twice",
      { "Sec-WebSocket-Extensions": "a", "sec-websocket-extensions": "b" },
      "WIRE_INVALID_EXTENSIONS",
    ],
    ["a bad extension", { "Sec-WebSocket-Extensions": "=" }, "WIRE_INVALID_EXTENSIONS"],
  ])("%s is refused", (_what, changes, code, line) => {
    expect(refusal(() => checkHandshakeResponse(answer(changes, line), sent)).code).toBe(code);
  });
});

describe("writing", () => {
  it("a request is one that a server accepts", () => {
    const text = formatHandshakeRequest({
      target: "/chat",
      host: "server.example.com",
      key,
      protocols: ["chat"],
      origin: "http://example.com",
      extensions: [{ name: "permessage-deflate", parameters: [{ name: "client_max_window_bits" }] }],
      headers: [["Cookie", "a=b"]],
    });
    expect(check(text)).toMatchObject({ key, protocols: ["chat"], origin: "http://example.com" });
    expect(text).toContain("\r\nCookie: a=b\r\n");
  });

  it("a response is one that a client accepts, as in RFC 6455 section 1.2", () => {
    const text = formatHandshakeResponse({ key, protocol: "chat", headers: [["X-A", "1"]] });
    expect(text).toBe(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: chat\r\nX-A: 1\r\n\r\n",
    );
    expect(
      checkHandshakeResponse(parseResponseHead(latin1Bytes(text)), { key, protocols: ["chat"] }).protocol,
    ).toBe("chat");
  });

  it("no value breaks out of its line", () => {
    const base = { target: "/", host: "a", key };
    for (const run of [
      () => formatHandshakeRequest({ ...base, target: "/ HTTP/1.1\r\nX: y" }),
      () => formatHandshakeRequest({ ...base, host: "a\r\nX: y" }),
      () => formatHandshakeRequest({ ...base, headers: [["X", "a\nb"]] }),
      () => formatHandshakeRequest({ ...base, headers: [["X: y\r\nZ", "a"]] }),
      () => formatHandshakeResponse({ key, protocol: "a\r\nX: y" }),
    ]) {
      expect(refusal(run).code).toBe("WIRE_INVALID_HEAD");
    }
    expect(refusal(() => formatHandshakeRequest({ ...base, protocols: ["a b"] })).code).toBe(
      "WIRE_INVALID_PROTOCOL",
    );
  });
});
