import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  HandshakeError,
  type HeadLimits,
  HeadReader,
  latin1Bytes,
  parseRequestHead,
  parseResponseHead,
} from "../../src/websocket/index.js";
import { hex } from "./collect.js";

/** The head and what follows it, or the code of the refusal, from pieces cut before `cuts`. */
function readHead(text: string, limits: Partial<HeadLimits> = {}, cuts: readonly number[] = []) {
  const input = latin1Bytes(text);
  const reader = new HeadReader(limits);
  let from = 0;
  try {
    for (const cut of [...cuts, input.length]) {
      const head = reader.push(input.slice(from, cut));
      from = cut;
      if (head !== undefined) return [hex(head), hex(reader.rest) + hex(input.slice(from))];
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    return error.code;
  }
}

const thrownBy = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    if (error instanceof HandshakeError) return error.code;
    throw error;
  }
};
const request = (text: string) => thrownBy(() => parseRequestHead(latin1Bytes(text)));
const response = (text: string) => thrownBy(() => parseResponseHead(latin1Bytes(text)));

describe("HeadReader", () => {
  const head = "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n";

  it("finds the end wherever the bytes are cut", () => {
    const whole = readHead(`${head}\x81\x00rest`);
    expect(whole).toEqual([hex(latin1Bytes(head)), hex(latin1Bytes("\x81\x00rest"))]);
    fc.assert(
      fc.property(fc.array(fc.nat(head.length + 6), { maxLength: 6 }), (cuts) => {
        expect(
          readHead(
            `${head}\x81\x00rest`,
            {},
            cuts.sort((a, b) => a - b),
          ),
        ).toEqual(whole);
      }),
    );
    expect(
      readHead(
        head,
        {},
        Array.from(head, (_, index) => index),
      ),
    ).toEqual([hex(latin1Bytes(head)), ""]);
  });

  it("waits for the end", () => {
    expect(readHead(head.slice(0, -1))).toBeUndefined();
  });

  it("does not take empty lines before the start line for the end (RFC 9112 section 2.2)", () => {
    expect(readHead(`\r\n\r\n${head}`)).toEqual([hex(latin1Bytes(`\r\n\r\n${head}`)), ""]);
  });

  it.each([
    ["a bare LF", "GET / HTTP/1.1\nHost: a\n\n"],
    ["a bare CR", "GET / HTTP/1.1\rHost"],
    ["LF first", "\n"],
  ])("refuses %s", (_what, text) => {
    expect(readHead(text)).toBe("WIRE_INVALID_HEAD");
  });

  it("refuses a head over its limits, whole or in pieces", () => {
    expect(readHead(head, { maxHeadBytes: head.length })).toBeInstanceOf(Array);
    expect(readHead(head, { maxHeadBytes: head.length - 1 })).toBe("WIRE_HEAD_TOO_LARGE");
    expect(readHead(head, { maxHeaders: 2 })).toBeInstanceOf(Array);
    expect(readHead(head, { maxHeaders: 1 })).toBe("WIRE_HEAD_TOO_LARGE");
    const endless = `GET / HTTP/1.1\r\nX: ${"y".repeat(100_000)}`;
    expect(readHead(endless)).toBe("WIRE_HEAD_TOO_LARGE");
    expect(
      readHead(
        endless,
        {},
        Array.from({ length: 2000 }, (_, index) => index * 50),
      ),
    ).toBe("WIRE_HEAD_TOO_LARGE");
  });
});

describe("parseRequestHead", () => {
  it("reads the line and the fields", () => {
    expect(
      request("GET /chat?a=b HTTP/1.1\r\nHost: x:80\r\nAccept:  a \t\r\nX-Empty:\r\naccept: b\r\n\r\n"),
    ).toEqual({
      method: "GET",
      url: "/chat?a=b",
      httpVersion: "1.1",
      headers: { host: "x:80", accept: "a, b", "x-empty": "" },
      rawHeaders: ["Host", "x:80", "Accept", "a", "X-Empty", "", "accept", "b"],
    });
  });

  it("keeps a field called __proto__ a field", () => {
    const head = parseRequestHead(latin1Bytes("GET / HTTP/1.1\r\n__proto__: x\r\n\r\n"));
    expect(Object.entries(head.headers)).toEqual([["__proto__", "x"]]);
    expect(head.headers.toString).toBeUndefined();
  });

  it.each([
    ["no version", "GET /\r\n\r\n"],
    ["two spaces", "GET  / HTTP/1.1\r\n\r\n"],
    ["a control character in the target", "GET /\x01 HTTP/1.1\r\n\r\n"],
    ["a version that is none", "GET / HTTP/11\r\n\r\n"],
    ["white space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"],
    ["no colon", "GET / HTTP/1.1\r\nHost\r\n\r\n"],
    ["no name", "GET / HTTP/1.1\r\n: a\r\n\r\n"],
    ["a folded line", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"],
    ["NUL in a value", "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"],
    ["no end", "GET / HTTP/1.1\r\nHost: a\r\n"],
    ["nothing", "\r\n\r\n"],
  ])("refuses %s", (_what, text) => {
    expect(request(text)).toBe("WIRE_INVALID_HEAD");
  });
});

describe("parseResponseHead", () => {
  it("reads the line and the fields", () => {
    expect(response("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")).toEqual({
      statusCode: 101,
      statusMessage: "Switching Protocols",
      httpVersion: "1.1",
      headers: { upgrade: "websocket" },
      rawHeaders: ["Upgrade", "websocket"],
    });
    expect(response("HTTP/1.1 404 \r\n\r\n")).toMatchObject({ statusCode: 404, statusMessage: "" });
    expect(response("HTTP/1.0 200\r\n\r\n")).toMatchObject({ statusCode: 200, httpVersion: "1.0" });
  });

  it("unfolds a folded line (RFC 9112 section 5.2)", () => {
    expect(response("HTTP/1.1 200 OK\r\nX: a\r\n\t b\r\n\r\n")).toMatchObject({ headers: { x: "a b" } });
    expect(response("HTTP/1.1 200 OK\r\n b\r\n\r\n")).toBe("WIRE_INVALID_HEAD");
  });

  it.each(["HTTP/1.1 99 x", "HTTP/1.1 0101 x", "ICY 200 OK", "HTTP/1.1  200 OK", "SSH-2.0-x"])(
    "refuses %s",
    (line) => {
      expect(response(`${line}\r\n\r\n`)).toBe("WIRE_INVALID_HEAD");
    },
  );
});

it("hostile heads give nothing but typed refusals, the same ones however they are cut", () => {
  const alphabet = fc.constantFrom(
    "\r\n",
    "\r",
    "\n",
    ":",
    " ",
    "\t",
    "GET",
    "/",
    "HTTP/1.1",
    "Host",
    "a",
    "\0",
    "ÿ",
    "\r\n\r\n",
  );
  fc.assert(
    fc.property(
      fc.array(alphabet, { maxLength: 40 }),
      fc.array(fc.nat(60), { maxLength: 5 }),
      (words, rawCuts) => {
        const text = words.join("");
        const cuts = rawCuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
        const limits = { maxHeadBytes: 60, maxHeaders: 3 };
        expect(readHead(text, limits, cuts)).toEqual(readHead(text, limits));
        expect(typeof request(text)).toMatch(/string|object/);
        expect(typeof response(text)).toMatch(/string|object/);
      },
    ),
    { numRuns: 500 },
  );
});

it("a long run of spaces inside a value costs no more than its length", () => {
  // Quadratic time, as that of a regular expression which looks for spaces at the end, would never come back.
  const value = `a${" ".repeat(2_000_000)}b`;
  const { headers } = parseRequestHead(`GET / HTTP/1.1\r\nX:  ${value} \t\r\n\r\n`);
  expect(headers.x === value).toBe(true);
});
