import type { ConnectionRequest } from "signalbox/contract";
import { describe, expect, it } from "vitest";
import { cleanRequest, isSameRequest } from "../../../src/model/request/clean.js";
import {
  changeRequest,
  emptyRequest,
  namespaceOf,
  type RequestChange,
  requestFault,
  titleOf,
} from "../../../src/model/request/request.js";
import { completeUrl } from "../../../src/model/request/url.js";

const webSocket = (url: string, change: RequestChange = {}) =>
  changeRequest(emptyRequest("websocket", url), change);
const socketIo = (url: string, change: RequestChange = {}) =>
  changeRequest(emptyRequest("socket.io", url), change);

describe("a request", () => {
  it("gets the scheme that was left out", () => {
    expect(completeUrl("localhost:8080/a", "websocket")).toBe("ws://localhost:8080/a");
    expect(completeUrl("localhost:3000", "socket.io")).toBe("http://localhost:3000");
    expect(completeUrl("{{host}}/chat", "socket.io")).toBe("{{host}}/chat");
  });

  it.each([
    ["", "URL_EMPTY"],
    ["ws://", "URL_INVALID"],
    ["ftp://host", "URL_SCHEME"],
  ])("is refused for the address %j with %s", (url, code) => {
    expect(requestFault(webSocket(url))).toMatchObject({ code });
  });

  it("with a variable in its address is judged once that is filled in", () => {
    expect(requestFault(webSocket("{{scheme}}://{{host}}"))).toBeUndefined();
  });

  it("is refused for an auth payload that is not JSON, variables counted as values", () => {
    expect(requestFault(socketIo("http://h", { auth: '{"token":{{token}}}' }))).toBeUndefined();
    expect(requestFault(socketIo("http://h", { auth: "{" }))).toMatchObject({ code: "AUTH_NOT_JSON" });
    const namespaces = [{ name: "/admin", auth: "[" }];
    expect(requestFault(socketIo("http://h", { namespaces }))).toMatchObject({ code: "AUTH_NOT_JSON" });
  });

  it("leaves out what is default or empty", () => {
    const form: ConnectionRequest = webSocket("h/", {
      headers: [{ name: "", value: "" }],
      tls: { verify: true, serverName: "" },
      perMessageDeflate: true,
      proxy: " ",
      maxRedirects: 0,
    });
    expect(cleanRequest(form)).toEqual({ protocol: "websocket", url: "ws://h/" });
    expect(cleanRequest(socketIo("http://h", { path: "/socket.io", transports: ["websocket"] }))).toEqual({
      protocol: "socket.io",
      url: "http://h",
      version: "auto",
    });
  });

  it("is the same as another when both open the same connection", () => {
    const one = socketIo("http://h/chat", { headers: [{ name: "A", value: "1" }] });
    const other = socketIo("http://h/chat", {
      headers: [
        { name: "A", value: "1", description: "why" },
        { name: "B", value: "2", enabled: false },
      ],
    });
    expect(isSameRequest(one, other)).toBe(true);
    expect(isSameRequest(one, changeRequest(one, { version: 4 }))).toBe(false);
  });

  it("names a tab by host and path, and the namespace by the path", () => {
    expect(titleOf(webSocket("ws://localhost:80/a?b"))).toBe("localhost/a");
    expect(titleOf(webSocket("not a url at all ://"))).toBe("not a url at all ://");
    expect(namespaceOf(socketIo("http://h/chat"))).toBe("/chat");
    expect(namespaceOf(socketIo("https://{{host}}/chat?a=/b"))).toBe("/chat");
    expect(namespaceOf(socketIo("{{server}}/chat"))).toBe("/chat");
    expect(namespaceOf(socketIo("http://h"))).toBe("/");
  });
});
