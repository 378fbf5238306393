import { describe, expect, test } from "vitest";
import { parseTarget } from "../src/io/url.js";

const page = { protocol: "https:", host: "page.example:8443" } as Location;

describe("the URL given to io()", () => {
  test.each([
    ["http://a.example", "http://a.example:80", "/"],
    ["https://a.example/chat", "https://a.example:443", "/chat"],
    ["ws://a.example:81/chat/", "http://a.example:81", "/chat/"],
    ["wss://a.example", "https://a.example:443", "/"],
    ["http://[::1]:3/é x#part", "http://[::1]:3", "/é x"],
    ["//a.example/chat", "https://a.example:443", "/chat"],
    ["a.example/chat", "https://a.example:443", "/chat"],
    ["/chat", "https://page.example:8443", "/chat"],
    [undefined, "https://page.example:8443", "/"],
  ])("%s", (uri, source, namespace) => {
    expect(parseTarget(uri, page)).toEqual({ source, namespace, query: undefined });
  });

  test("its query is read", () => {
    expect(parseTarget("http://a.example/x?a=1&b=x%20y", page).query).toEqual({ a: "1", b: "x y" });
  });

  test("what is no URL throws", () => {
    expect(() => parseTarget("http://a b", page)).toThrow(TypeError);
  });
});
