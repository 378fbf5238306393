import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  describeSpan,
  describeSpanError,
  dissectFrames,
  dissectWebSocket,
  type Span,
  spanKinds,
} from "../../src/anatomy/index.js";
import { closePayload, encodeFrame, latin1Bytes } from "../../src/websocket/index.js";
import { bytes, read, utf8 } from "../websocket/collect.js";
import { expectWellFormed, flat, outline } from "./outline.js";

const errorsOf = (spans: readonly Span[]) =>
  flat(spans).flatMap(({ error }) => (error === undefined ? [] : [error]));

describe("frames", () => {
  it("a masked text frame, byte by byte (RFC 6455 section 5.7)", () => {
    expect(outline(dissectWebSocket(bytes("81 85 37 fa 21 3d 7f 9f 4d 51 58")))).toEqual([
      "0..11 websocket.frame = 1",
      "  0..1 websocket.first-byte",
      "    0..1 bits 0+1 websocket.fin = true",
      "    0..1 bits 1+1 websocket.rsv1 = false",
      "    0..1 bits 2+1 websocket.rsv2 = false",
      "    0..1 bits 3+1 websocket.rsv3 = false",
      "    0..1 bits 4+4 websocket.opcode = 1",
      "  1..2 websocket.second-byte",
      "    1..2 bits 0+1 websocket.mask = true",
      "    1..2 bits 1+7 websocket.length = 5",
      '  2..6 websocket.mask-key = "37 fa 21 3d"',
      '  6..11 websocket.payload.text = "Hello"',
    ]);
  });

  it("the payload may be unmasked already, as a tap hands it out", () => {
    const [frame] = dissectFrames(bytes("81 85 37 fa 21 3d 48 65 6c 6c 6f"), 0, { payload: "unmasked" });
    expect(frame?.children?.at(-1)?.value).toBe("Hello");
  });

  it("several frames, extended lengths and a close", () => {
    const input = Buffer.concat([
      encodeFrame({ opcode: 2, fin: false, payload: new Uint8Array(300) }),
      encodeFrame({ opcode: 0, payload: new Uint8Array(70_000) }),
      encodeFrame({ opcode: 8, payload: closePayload(1001, "bye"), maskKey: 77 }),
    ]);
    const lines = outline(dissectWebSocket(input)).filter(
      (line) => !line.includes("bits") && !line.includes("-byte"),
    );
    expect(lines).toEqual([
      "0..304 websocket.frame = 2",
      "  2..4 websocket.extended-length = 300",
      "  4..304 websocket.payload.binary = 300",
      "304..70314 websocket.frame = 0",
      "  306..314 websocket.extended-length = 70000",
      "  314..70314 websocket.payload.continuation = 70000",
      "70314..70325 websocket.frame = 8",
      '  70316..70320 websocket.mask-key = "4d 00 00 00"',
      "  70320..70325 websocket.payload.close",
      "    70320..70322 websocket.close-code = 1001",
      '    70322..70325 websocket.close-reason = "bye"',
    ]);
  });

  it("the first byte that is not UTF-8 has a span", () => {
    const spans = dissectWebSocket(
      encodeFrame({ opcode: 1, payload: Buffer.concat([Buffer.alloc(2000, "a"), bytes("f4 90 80 80")]) }),
    );
    expect(flat(spans).find(({ kind }) => kind === "websocket.invalid-utf8")).toMatchObject({
      start: 4 + 2001,
      end: 4 + 2002,
    });
  });

  it("an end in the middle is a span that says how much is missing", () => {
    expect(outline(dissectWebSocket(bytes("82 05 01 02"))).at(-1)).toBe(
      "  4..4 truncated = 3 ! ANATOMY_TRUNCATED",
    );
    expect(outline(dissectWebSocket(bytes("82 fe 01"))).at(-1)).toBe("  2..3 truncated ! ANATOMY_TRUNCATED");
  });

  it("names each broken rule where it is broken", () => {
    expect(errorsOf(dissectWebSocket(bytes("f3 00")))).toEqual([
      "WIRE_UNEXPECTED_RSV_1",
      "WIRE_UNEXPECTED_RSV_2_3",
      "WIRE_UNEXPECTED_RSV_2_3",
      "WIRE_INVALID_OPCODE",
    ]);
    expect(errorsOf(dissectFrames(bytes("81 00"), 0, { from: "client" }))).toEqual(["WIRE_EXPECTED_MASK"]);
    expect(errorsOf(dissectWebSocket(bytes("01 00 01 00")))).toEqual(["WIRE_EXPECTED_CONTINUATION"]);
    expect(errorsOf(dissectWebSocket(bytes("88 02 03 ed")))).toEqual(["WIRE_INVALID_CLOSE_CODE"]);
  });
});

describe("handshakes", () => {
  const request =
    "GET /chat HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Protocol: x, y\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";

  it("a request, and the frame behind it", () => {
    const spans = dissectWebSocket(Buffer.concat([latin1Bytes(request), bytes("81 00")]));
    expect(
      outline(spans)
        .filter((line) => !line.includes("websocket."))
        .concat(spans.at(-1)?.kind ?? ""),
    ).toEqual([
      "0..131 http.request-head",
      '  0..20 http.request-line = "GET /chat HTTP/1.1"',
      '    0..3 http.method = "GET"',
      '    4..9 http.target = "/chat"',
      '    10..18 http.version = "1.1"',
      "    18..20 http.line-end",
      '  20..29 http.header = "host"',
      '    20..24 http.header-name = "Host"',
      '    26..27 http.header-value = "a"',
      "    27..29 http.line-end",
      '  29..59 http.header = "sec-websocket-protocol"',
      '    29..51 http.header-name = "Sec-WebSocket-Protocol"',
      '    53..57 http.header-value = "x, y"',
      '      53..54 http.subprotocol = "x"',
      '      56..57 http.subprotocol = "y"',
      "    57..59 http.line-end",
      '  59..129 http.header = "sec-websocket-extensions"',
      '    59..83 http.header-name = "Sec-WebSocket-Extensions"',
      '    85..127 http.header-value = "permessage-deflate; client_max_window_bits"',
      '      85..127 http.extension = "permessage-deflate"',
      '        105..127 http.extension-parameter = "client_max_window_bits"',
      "    127..129 http.line-end",
      "  129..131 http.empty-line",
      "websocket.frame",
    ]);
  });

  it("a refusal", () => {
    const spans = dissectWebSocket(latin1Bytes("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n"));
    expect(errorsOf(spans)).toEqual(["WIRE_UNEXPECTED_STATUS", "WIRE_INVALID_CONNECTION"]);
  });

  it.each<[string, string, string]>([
    ["a bare LF", "GET / HTTP/1.1\nHost: a\r\n\r\n", "WIRE_INVALID_HEAD"],
    ["a line without a colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", "WIRE_INVALID_HEAD"],
    ["a bad request line", "GET /\r\n\r\n", "WIRE_INVALID_HEAD"],
    ["another method", "POST / HTTP/1.1\r\n\r\n", "WIRE_INVALID_METHOD"],
    ["a bad key", "GET / HTTP/1.1\r\nSec-WebSocket-Key: x\r\n\r\n", "WIRE_INVALID_KEY"],
    ["another version", "GET / HTTP/1.1\r\nSec-WebSocket-Version: 8\r\n\r\n", "WIRE_INVALID_VERSION"],
    ["no end", "GET / HTTP/1.1\r\nHost: a\r\n", "ANATOMY_TRUNCATED"],
  ])("names %s", (_what, text, error) => {
    expect(errorsOf(dissectWebSocket(latin1Bytes(text)))).toContain(error);
  });
});

describe("any bytes", () => {
  const frame = fc
    .record({
      opcode: fc.nat(15),
      fin: fc.boolean(),
      rsv: fc.constantFrom(0, 0, 4, 1),
      payload: fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ unit: "grapheme" }).map((text) => utf8(text)),
      ),
      maskKey: fc.option(fc.integer(), { nil: undefined }),
    })
    .map(({ maskKey, ...rest }) => encodeFrame(maskKey === undefined ? rest : { ...rest, maskKey }));
  const word = fc
    .constantFrom(
      "GET / HTTP/1.1\r\n",
      "HTTP/1.1 101 x\r\n",
      "Host: a\r\n",
      'Sec-WebSocket-Extensions: a;;b="c\r\n',
      "Sec-WebSocket-Protocol: ,a, ,é\r\n",
      "X:\r\n",
      ":\n",
      "\r\n",
      "\r",
      " ",
    )
    .map(latin1Bytes);
  const input = fc
    .array(fc.oneof(frame, word, fc.uint8Array({ maxLength: 20 })), { maxLength: 8 })
    .map((parts) => Uint8Array.from(Buffer.concat(parts)));

  it("give spans that nest, never a throw, and each has a wording", () => {
    fc.assert(
      fc.property(input, fc.constantFrom(undefined, "client" as const, "server" as const), (bytes, from) => {
        const spans = dissectWebSocket(bytes, from === undefined ? {} : { from });
        expectWellFormed(spans, 0, bytes.length);
        if (bytes.length > 0) expect(spans.at(-1)?.end).toBe(bytes.length);
        for (const span of flat(spans)) {
          expect(spanKinds).toContain(span.kind);
          const { label, explanation } = describeSpan(span);
          expect(label).not.toBe("");
          expect(explanation).toMatch(/[.!]$/);
          if (span.error !== undefined) expect(describeSpanError(span)).not.toBe(span.error);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("show the rule that the frame reader refuses them for", () => {
    const frames = fc
      .array(fc.oneof(frame, fc.uint8Array({ maxLength: 4 })), { maxLength: 5 })
      .map((parts) => Uint8Array.from(Buffer.concat(parts)));
    fc.assert(
      fc.property(
        frames,
        fc.constantFrom("client" as const, "server" as const),
        fc.boolean(),
        (bytes, from, compression) => {
          const refused = read(from === "client" ? "server" : "client", bytes, {
            compression,
            maxMessageBytes: Number.POSITIVE_INFINITY,
          }).at(-1);
          if (refused?.[0] !== "error" || refused[1] === "WIRE_INVALID_UTF8") return;
          // The reader begins at the beginning, where a continuation has nothing to continue; the anatomy cannot know.
          if (refused[1] === "WIRE_UNEXPECTED_CONTINUATION") return;
          expect(errorsOf(dissectFrames(bytes, 0, { from, compression }))).toContain(refused[1]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
