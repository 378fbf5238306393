import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dissectSocketPacket, socketTexts } from "../../src/anatomy/socket.js";
import type { Span } from "../../src/anatomy/span.js";
import { checkSpans } from "./check-spans.js";

const brief = (spans: readonly Span[]): unknown[] => spans.map(({ kind, value }) => [kind, value]);

test("every part of a packet", () => {
  const text = '51-/admin,456["project:delete",{"_placeholder":true,"num":0}]';
  const spans = dissectSocketPacket(text);
  expect(brief(spans)).toEqual([
    ["socket.type", "BINARY_EVENT"],
    ["socket.attachment-count", 1],
    ["socket.attachment-count-end", undefined],
    ["socket.namespace", "/admin"],
    ["socket.namespace-end", undefined],
    ["socket.id", 456],
    ["socket.payload", undefined],
  ]);
  expect(brief(spans.at(-1)?.children ?? [])).toEqual([
    ["socket.event", "project:delete"],
    ["socket.placeholder", 0],
  ]);
  checkSpans(spans, 0, text.length, socketTexts);
});

describe("errors stand where they belong", () => {
  test.each([
    ["8", "socket.type", "SOCKET_UNKNOWN_TYPE"],
    ["2[1", "socket.payload", "SOCKET_BAD_JSON"],
    ["2{}", "socket.payload", "SOCKET_BAD_PAYLOAD"],
    ['2["connect"]', "socket.event", "SOCKET_RESERVED_EVENT"],
    ['51-["e"]', "socket.attachment-count", "SOCKET_BAD_ATTACHMENTS"],
    ['599-["e"]', "socket.attachment-count", "SOCKET_TOO_MANY_ATTACHMENTS"],
    ["399999999999999999999[]", "socket.id", "SOCKET_BAD_ID"],
    ["3[]", "socket.payload", "SOCKET_BAD_ID"],
  ])("%s", (text, kind, error) => {
    const flat = dissectSocketPacket(text).flatMap((span) => [span, ...(span.children ?? [])]);
    expect(flat.filter((span) => span.error !== undefined)).toEqual([
      expect.objectContaining({ kind, error }),
    ]);
  });
});

test("anything is explained, without gap or overlap", () => {
  const token = fc.constantFrom(
    "0",
    "5",
    "9",
    "-",
    "/",
    "a",
    ",",
    "[",
    "]",
    '"a"',
    '{"_placeholder":true,"num":0}',
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: token }), fc.string()), fc.nat(100), (text, offset) => {
      checkSpans(dissectSocketPacket(text, offset), offset, offset + text.length, socketTexts);
    }),
    { numRuns: 1000 },
  );
});
