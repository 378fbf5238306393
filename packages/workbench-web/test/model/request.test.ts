import { describe, expect, it } from "vitest";
import {
  completeUrl,
  differs,
  emptyRequest,
  fromRequest,
  namespaceOf,
  titleOf,
  toRequest,
} from "../../src/model/request.js";

const webSocket = (url: string) => emptyRequest("websocket", url);
const socketIo = (url: string) => emptyRequest("socket.io", url);

describe("toRequest", () => {
  it("adds the scheme that was left out", () => {
    expect(completeUrl("localhost:8080/a", "websocket")).toBe("ws://localhost:8080/a");
    expect(completeUrl("localhost:3000", "socket.io")).toBe("http://localhost:3000");
  });

  it.each([
    ["", "URL_EMPTY"],
    ["ws://", "URL_INVALID"],
    ["ftp://host", "URL_SCHEME"],
  ])("refuses %j with %s", (url, code) => {
    expect(toRequest(webSocket(url))).toMatchObject({ ok: false, fault: { code } });
  });

  it("leaves out what is default or empty", () => {
    const draft = {
      ...webSocket("ws://h/"),
      headers: [{ name: "", value: "x" }],
      subprotocols: " chat , ,v2",
    };
    expect(toRequest(draft)).toEqual({
      ok: true,
      request: { protocol: "websocket", url: "ws://h/", subprotocols: ["chat", "v2"] },
    });
  });

  it("reads the auth payload, or says where it is wrong", () => {
    expect(toRequest({ ...socketIo("http://h"), auth: '{"token":"x"}' })).toMatchObject({
      ok: true,
      request: { auth: '{"token":"x"}' },
    });
    expect(toRequest({ ...socketIo("http://h"), auth: "{" })).toMatchObject({
      ok: false,
      fault: { code: "AUTH_NOT_JSON" },
    });
  });
});

it("sees whether the form asks for something else than what is connected", () => {
  const wanted = toRequest({
    ...socketIo("http://h/chat"),
    version: 3,
    headers: [{ name: "A", value: "1" }],
  });
  if (!wanted.ok) throw new Error("refused");
  const form = fromRequest(wanted.request);
  expect(differs(form, wanted.request)).toBe(false);
  expect(differs({ ...form, version: 4 }, wanted.request)).toBe(true);
});

it("names a tab by host and path, and the namespace by the path", () => {
  expect(titleOf(webSocket("ws://localhost:80/a?b"))).toBe("localhost/a");
  expect(titleOf(webSocket("not a url at all ://"))).toBe("not a url at all ://");
  expect(namespaceOf(socketIo("http://h/chat"))).toBe("/chat");
});
