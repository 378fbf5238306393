import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatExtensions,
  formatSubprotocols,
  HandshakeError,
  parseExtensions,
  parseSubprotocols,
} from "../../src/websocket/index.js";

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);

describe("Sec-WebSocket-Extensions (RFC 6455 section 9.1)", () => {
  it("reads names, parameters, quoted values and repetition in order", () => {
    expect(parseExtensions('foo, bar; baz=2; baz ;  q="a", , deflate-stream;x="\\a\\b"')).toEqual([
      { name: "foo", parameters: [] },
      { name: "bar", parameters: [{ name: "baz", value: "2" }, { name: "baz" }, { name: "q", value: "a" }] },
      { name: "deflate-stream", parameters: [{ name: "x", value: "ab" }] },
    ]);
  });

  it.each([
    "",
    ",",
    ";a",
    "a;",
    "a;=1",
    "a;b=",
    'a;b="',
    'a;b="c',
    'a;b=""',
    'a;b="c d"',
    'a;b="c"d',
    "a b",
    "a;b c",
    "a;b=c d",
    "a@",
    'a;b="c,d"',
    "ä",
  ])("refuses %j", (value) => {
    expect(() => parseExtensions(value)).toThrow(HandshakeError);
  });

  it("reads what it writes, and refuses anything else with a typed error", () => {
    const parameter = fc.oneof(
      token.map((name) => ({ name })),
      fc.tuple(token, token).map(([name, value]) => ({ name, value })),
    );
    const extension = fc.record({ name: token, parameters: fc.array(parameter, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(extension, { minLength: 1, maxLength: 4 }), (extensions) => {
        expect(parseExtensions(formatExtensions(extensions))).toEqual(extensions);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom('"', "\\", ";", ",", "=", " ", "a", "b")), (characters) => {
        try {
          parseExtensions(characters.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(HandshakeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("Sec-WebSocket-Protocol (RFC 6455 section 11.3.4)", () => {
  it("reads distinct tokens in order", () => {
    expect(parseSubprotocols("chat , superchat,,v1.json")).toEqual(["chat", "superchat", "v1.json"]);
  });

  it.each(["", " , ", "a, a", "a b", "a;b", '"a"', "ä"])("refuses %j", (value) => {
    expect(() => parseSubprotocols(value)).toThrow(HandshakeError);
  });

  it("writes what it reads", () => {
    fc.assert(
      fc.property(fc.uniqueArray(token, { minLength: 1, maxLength: 5 }), (protocols) => {
        expect(parseSubprotocols(formatSubprotocols(protocols))).toEqual(protocols);
      }),
    );
    expect(() => formatSubprotocols(["a", ""])).toThrow(HandshakeError);
    expect(() => formatSubprotocols(["a, b"])).toThrow(HandshakeError);
  });
});

it("long and odd headers cost no more than their length", () => {
  const spaces = `a${" ".repeat(500_000)}b`;
  expect(() => parseSubprotocols(spaces)).toThrow(HandshakeError);
  expect(() => parseExtensions(spaces)).toThrow(HandshakeError);
  expect(() => parseExtensions(`a;b="${"\\a".repeat(500_000)}`)).toThrow(HandshakeError);
  const many = Array.from({ length: 100_000 }, (_, index) => `p${index}`);
  expect(parseSubprotocols(many.join())).toHaveLength(many.length);
});
