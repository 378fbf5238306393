import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beautifyJson, jsonFault, jsonLines, visibleLines } from "../../src/model/json.js";

describe("beautifyJson", () => {
  it("keeps numbers and strings as they were written", () => {
    expect(beautifyJson('{"a":9007199254740993,"b":[1.0,"\\u00e9"],"c":{},"d":[]}')).toBe(
      '{\n  "a": 9007199254740993,\n  "b": [\n    1.0,\n    "\\u00e9"\n  ],\n  "c": {},\n  "d": []\n}',
    );
  });

  it("sets out any JSON as JSON.stringify does", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(beautifyJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2).replace(/-0/g, "-0"));
      }),
    );
  });

  it("leaves what is not JSON alone", () => {
    expect(beautifyJson("{nope}")).toBeUndefined();
  });
});

describe("jsonFault", () => {
  it.each([
    ["", 1, 1],
    ['{"a": }', 1, 7],
    ['{\n  "a": 1,\n}', 3, 1],
    ["[1 2]", 1, 4],
    ["{a: 1}", 1, 2],
    ["[1, 2", 1, 6],
    ['"\n"', 1, 1],
    ["1 2", 1, 3],
  ])("of %j is at line %i, column %i", (text, line, column) => {
    expect(jsonFault(text)).toMatchObject({ line, column });
  });

  it("agrees with JSON.parse on any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(jsonFault(text) === undefined).toBe(isJson);
      }),
    );
  });
});

describe("jsonLines", () => {
  it("gives one line a value, with what it holds", () => {
    const lines = jsonLines('{"a":[1,{"b":"x"}],"c":null}') ?? [];
    expect(lines.map(({ depth, key, text, comma }) => [depth, key, text, comma])).toEqual([
      [0, undefined, "{", false],
      [1, '"a"', "[", false],
      [2, undefined, "1", true],
      [2, undefined, "{", false],
      [3, '"b"', '"x"', false],
      [2, undefined, "}", false],
      [1, undefined, "]", true],
      [1, '"c"', "null", false],
      [0, undefined, "}", false],
    ]);
    expect(lines[0]?.entries).toBe(2);
    expect(lines[1]?.entries).toBe(2);
  });

  it("hides what is folded", () => {
    const lines = jsonLines('{"a":[1,2],"c":3}') ?? [];
    expect(visibleLines(lines, new Set([1])).map((line) => line.text)).toEqual(["{", "[", "3", "}"]);
  });

  it("rebuilds the value it was made from", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const lines = jsonLines(text) ?? [];
        const joined = lines.map(
          ({ key, text: value, comma }) => `${key ? `${key}:` : ""}${value}${comma ? "," : ""}`,
        );
        expect(JSON.parse(joined.join(""))).toEqual(JSON.parse(text));
      }),
    );
  });
});
