import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followUrl, paramsOf, withParams } from "../../../src/model/request/url.js";

describe("the address and its query rows", () => {
  it("read and write each other", () => {
    const rows = paramsOf("ws://h/a?lang=zh-TW&q=a%20b&flag#top");
    expect(rows).toEqual([
      { name: "lang", value: "zh-TW" },
      { name: "q", value: "a b" },
      { name: "flag", value: "" },
    ]);
    expect(withParams("ws://h/a#top", rows)).toBe("ws://h/a?lang=zh-TW&q=a%20b&flag#top");
  });

  it("leave variables as they are written", () => {
    expect(withParams("ws://h", [{ name: "token", value: "{{token}}&x" }])).toBe(
      "ws://h?token={{token}}%26x",
    );
    expect(paramsOf("ws://h?at={{$randomInt 1 6}}")).toEqual([{ name: "at", value: "{{$randomInt 1 6}}" }]);
  });

  it("keep rows that are switched off, and descriptions, while the address is typed", () => {
    const rows = [
      { name: "a", value: "1", description: "first" },
      { name: "b", value: "2", enabled: false },
      { name: "c", value: "3" },
    ];
    expect(withParams("ws://h", rows)).toBe("ws://h?a=1&c=3");
    expect(followUrl("ws://h?a=9&c=3&d", rows)).toEqual([
      { name: "a", value: "9", description: "first" },
      { name: "b", value: "2", enabled: false },
      { name: "c", value: "3" },
      { name: "d", value: "" },
    ]);
    expect(followUrl("ws://h", rows)).toEqual([{ name: "b", value: "2", enabled: false }]);
  });

  it("carry any name and value there and back", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(fc.array(fc.record({ name: text, value: text }), { minLength: 1 }), (rows) => {
        expect(paramsOf(withParams("ws://h/", rows))).toEqual(rows);
      }),
    );
  });
});
