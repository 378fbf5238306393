import { describe, expect, it } from "vitest";
import {
  encodeFrame,
  FrameReader,
  type FrameReaderOptions,
  frameReaderDefaults,
  frameReaderOptions,
  type ProtocolErrorCode,
  protocolErrors,
} from "../../src/websocket/index.js";
import { bytes, collecting, everyByte, hex, read, type Seen, utf8 } from "./collect.js";

const hello = hex(utf8("Hello"));

describe("the examples of RFC 6455 section 5.7", () => {
  const examples: [string, "server" | "client", Uint8Array, Seen[]][] = [
    ["a single-frame unmasked text message", "client", bytes("81 05 48 65 6c 6c 6f"), [["text", hello]]],
    [
      "a single-frame masked text message",
      "server",
      bytes("81 85 37 fa 21 3d 7f 9f 4d 51 58"),
      [["text", hello]],
    ],
    ["a fragmented unmasked text message", "client", bytes("01 03 48 65 6c 80 02 6c 6f"), [["text", hello]]],
    ["an unmasked ping", "client", bytes("89 05 48 65 6c 6c 6f"), [["ping", hello]]],
    ["a masked pong", "server", bytes("8a 85 37 fa 21 3d 7f 9f 4d 51 58"), [["pong", hello]]],
    [
      "256 bytes of binary in a single unmasked frame",
      "client",
      Buffer.concat([bytes("82 7e 01 00"), Buffer.alloc(256, 7)]),
      [["binary", "07".repeat(256)]],
    ],
    [
      "64 KiB of binary in a single unmasked frame",
      "client",
      Buffer.concat([bytes("82 7f 00 00 00 00 00 01 00 00"), Buffer.alloc(65_536, 9)]),
      [["binary", "09".repeat(65_536)]],
    ],
  ];
  it.each(examples)("%s", (_name, role, input, expected) => {
    expect(read(role, input)).toEqual(expected);
  });
});

describe("refusals", () => {
  type Case = [
    code: ProtocolErrorCode,
    what: string,
    role: "server" | "client",
    input: string,
    options?: Partial<FrameReaderOptions>,
  ];
  const cases: Case[] = [
    ["WIRE_UNEXPECTED_RSV_1", "RSV1 without an extension", "client", "c1 00"],
    ["WIRE_UNEXPECTED_RSV_1", "RSV1 on a continuation", "client", "41 00 c0 00", { compression: true }],
    ["WIRE_UNEXPECTED_RSV_1", "RSV1 on a control frame", "client", "c9 00", { compression: true }],
    ["WIRE_UNEXPECTED_RSV_2_3", "RSV2", "client", "a1 00", { compression: true }],
    ["WIRE_UNEXPECTED_RSV_2_3", "RSV3", "client", "91 00", { compression: true }],
    ...["3", "4", "5", "6", "7", "b", "c", "d", "e", "f"].map(
      (opcode): Case => ["WIRE_INVALID_OPCODE", `opcode ${opcode}`, "client", `8${opcode} 00`],
    ),
    ["WIRE_UNEXPECTED_CONTINUATION", "a continuation first", "client", "80 00"],
    ["WIRE_UNEXPECTED_CONTINUATION", "a continuation after a whole message", "client", "81 00 80 00"],
    ["WIRE_EXPECTED_CONTINUATION", "a text frame inside a message", "client", "01 00 81 00"],
    ["WIRE_EXPECTED_FIN", "a ping without FIN", "client", "09 00"],
    ["WIRE_INVALID_CONTROL_LENGTH", "a ping of 126 bytes", "client", "89 7e 00 7e"],
    ["WIRE_INVALID_CONTROL_LENGTH", "a close of 64-bit length", "client", "88 7f"],
    ["WIRE_EXPECTED_MASK", "an unmasked frame to a server", "server", "81 00"],
    ["WIRE_UNEXPECTED_MASK", "a masked frame to a client", "client", "81 80 00 00 00 00"],
    ["WIRE_LENGTH_NOT_MINIMAL", "16 bits for 125", "client", "82 7e 00 7d"],
    ["WIRE_LENGTH_NOT_MINIMAL", "64 bits for 65,535", "client", "82 7f 00 00 00 00 00 00 ff ff"],
    ["WIRE_LENGTH_NOT_MINIMAL", "64 bits for 0", "server", "82 ff 00 00 00 00 00 00 00 00"],
    ["WIRE_INVALID_LENGTH", "the top bit of 64", "client", "82 7f 80 00 00 00 00 01 00 00"],
    ["WIRE_MESSAGE_TOO_BIG", "2^63 - 1 bytes", "client", "82 7f 7f ff ff ff ff ff ff ff"],
    ["WIRE_MESSAGE_TOO_BIG", "one byte over the limit", "client", "82 03", { maxMessageBytes: 2 }],
    [
      "WIRE_MESSAGE_TOO_BIG",
      "fragments over the limit together",
      "client",
      "02 02 aa bb 80 01",
      { maxMessageBytes: 2 },
    ],
    [
      "WIRE_TOO_MANY_FRAGMENTS",
      "one fragment over the limit",
      "client",
      "02 00 00 00 80 00",
      { maxFragments: 2 },
    ],
    ["WIRE_INVALID_CLOSE_LENGTH", "a close body of one byte", "client", "88 01 03"],
    ...[0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map(
      (code): Case => [
        "WIRE_INVALID_CLOSE_CODE",
        `close code ${code}`,
        "client",
        `88 02 ${code.toString(16).padStart(4, "0")}`,
      ],
    ),
    ["WIRE_INVALID_UTF8", "a close reason that is not UTF-8", "client", "88 04 03e8 c0 80"],
    ["WIRE_INVALID_UTF8", "text that ends inside a character", "client", "81 02 e2 82"],
    ["WIRE_INVALID_UTF8", "fragmented text that ends inside a character", "client", "01 01 e2 80 01 82"],
    ["WIRE_INVALID_UTF8", "a surrogate cut in two fragments", "client", "01 01 ed 00 01 a0"],
  ];

  it.each(cases)("%s: %s", (code, _what, role, input, options = {}) => {
    const whole = bytes(input);
    const expected = ["error", code, protocolErrors[code].closeCode];
    expect(read(role, whole, options).at(-1)).toEqual(expected);
    expect(read(role, whole, options, everyByte(whole)).at(-1)).toEqual(expected);
  });

  it("covers every code of the table", () => {
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(Object.keys(protocolErrors)));
  });

  it("come once, and nothing comes after them", () => {
    const { seen, handler } = collecting();
    const reader = new FrameReader("client", handler);
    reader.push(bytes("83 00 81 00"));
    reader.push(bytes("81 00"));
    expect(seen).toEqual([["error", "WIRE_INVALID_OPCODE", 1002]]);
  });

  it("come at the wrong byte of a text whose frame is far from whole", () => {
    const { seen, handler } = collecting();
    const reader = new FrameReader("server", handler);
    const frame = encodeFrame({
      opcode: 1,
      payload: Buffer.from("cebae1bdb9cf83cebcceb5f4908080656469746564", "hex"),
      maskKey: 0x0badcafe,
    });
    for (let at = 0; at < frame.length && seen.length === 0; at++) {
      reader.push(frame.slice(at, at + 1));
      // f4 90 is over U+10FFFF: the second of the two is the wrong one, the 13th byte of payload.
      expect(seen.length, `byte ${at}`).toBe(at < 6 + 12 ? 0 : 1);
    }
    expect(seen).toEqual([["error", "WIRE_INVALID_UTF8", 1007]]);
  });

  it("come at the header of a message that is too big, before its masking key", () => {
    const { seen, handler } = collecting();
    new FrameReader("server", handler, { maxMessageBytes: 1000 }).push(bytes("82 fe 03 e9"));
    expect(seen).toEqual([["error", "WIRE_MESSAGE_TOO_BIG", 1009]]);
  });
});

describe("messages", () => {
  it("are views of the chunk where they lie whole in it, and keep its class", () => {
    const chunk = Buffer.from(encodeFrame({ opcode: 2, payload: utf8("view"), maskKey: 0x01020304 }));
    let message: Uint8Array | undefined;
    const { handler } = collecting();
    handler.onMessage = (data) => {
      message = data;
    };
    new FrameReader("server", handler).push(chunk);
    expect(message).toBeInstanceOf(Buffer);
    expect(message?.buffer).toBe(chunk.buffer);
    expect(String(message)).toBe("view");
  });

  it("are joined from fragments with control frames between them", () => {
    const input = Buffer.concat([
      encodeFrame({ opcode: 1, fin: false, payload: utf8("a€") }),
      encodeFrame({ opcode: 9, payload: utf8("p1") }),
      encodeFrame({ opcode: 0, fin: false, payload: utf8("") }),
      encodeFrame({ opcode: 10, payload: utf8("p2") }),
      encodeFrame({ opcode: 0, payload: utf8("z") }),
    ]);
    const expected: Seen[] = [
      ["ping", hex(utf8("p1"))],
      ["pong", hex(utf8("p2"))],
      ["text", hex(utf8("a€z"))],
    ];
    expect(read("client", input)).toEqual(expected);
    expect(read("client", input, {}, everyByte(input))).toEqual(expected);
  });

  it("with RSV1 are handed out compressed, and not checked as text", () => {
    const input = bytes("c1 02 ff fe 42 01 aa 80 01 bb");
    expect(read("client", input, { compression: true })).toEqual([
      ["compressed text", "fffe"],
      ["compressed binary", "aabb"],
    ]);
  });

  it("are not checked as text where that is switched off", () => {
    expect(read("client", bytes("81 01 ff 88 03 03e8 ff"), { validateUtf8: false })).toEqual([
      ["text", "ff"],
      ["close", 1000, "ff"],
    ]);
  });

  it("end with a close frame: what follows is ignored", () => {
    expect(read("client", bytes("88 00 81 00"))).toEqual([["close", 1005, ""]]);
    expect(read("client", bytes("88 05 0fa0 627965 81 00"))).toEqual([["close", 4000, hex(utf8("bye"))]]);
  });

  it.each([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])(
    "close code %i is accepted",
    (code) => {
      expect(read("client", bytes(`88 02 ${code.toString(16).padStart(4, "0")}`))).toEqual([
        ["close", code, ""],
      ]);
    },
  );
});

describe("memory", () => {
  function counting() {
    const counter = { bytes: 0, allocate: (length: number) => new Uint8Array(length) };
    counter.allocate = (length) => {
      counter.bytes += length;
      return new Uint8Array(length);
    };
    return counter;
  }

  it("follows what has arrived, not what a header announced", () => {
    const counter = counting();
    const { seen, handler } = collecting();
    const reader = new FrameReader("server", handler, {
      maxMessageBytes: 2 ** 31,
      allocate: counter.allocate,
    });
    reader.push(bytes("82 ff 00 00 00 00 40 00 00 00 01 02 03 04"));
    for (let count = 0; count < 1000; count++) reader.push(new Uint8Array(10));
    expect(seen).toEqual([]);
    expect(counter.bytes).toBeLessThan(2 * 10_000 + 1024);
  });

  it("of a message in tiny fragments stays in proportion to it", () => {
    const counter = counting();
    const { seen, handler } = collecting();
    const reader = new FrameReader("client", handler, { allocate: counter.allocate });
    const fragment = bytes("00 01 aa");
    reader.push(bytes("02 01 aa"));
    for (let count = 0; count < 65_535; count++) reader.push(fragment.slice());
    reader.push(bytes("80 01 aa"));
    expect(seen).toEqual([["binary", "aa".repeat(65_537)]]);
    // Blocks of at most twice the message, and the joined copy.
    expect(counter.bytes).toBeLessThan(4 * 65_537);
  });

  it("of empty fragments does not grow", () => {
    const counter = counting();
    const { seen, handler } = collecting();
    const reader = new FrameReader("client", handler, { allocate: counter.allocate });
    reader.push(bytes("02 00"));
    for (let count = 0; count < 131_071; count++) reader.push(bytes("00 00"));
    expect(counter.bytes).toBe(0);
    reader.push(bytes("00 00"));
    expect(seen).toEqual([["error", "WIRE_TOO_MANY_FRAGMENTS", 1008]]);
  });
});

describe("pause and resume", () => {
  const two = () =>
    Buffer.concat([
      encodeFrame({ opcode: 9, payload: utf8("1") }),
      encodeFrame({ opcode: 9, payload: utf8("2") }),
    ]);

  it("holds back what follows in the chunk, and later chunks behind it", () => {
    const { seen, handler } = collecting();
    const reader = new FrameReader("client", handler);
    const onPing = handler.onPing;
    handler.onPing = (data) => {
      onPing(data);
      reader.pause();
    };
    reader.push(two());
    reader.push(two());
    expect(seen).toEqual([["ping", "31"]]);
    expect(reader.isPaused).toBe(true);
    reader.resume();
    expect(seen).toEqual([
      ["ping", "31"],
      ["ping", "32"],
    ]);
    handler.onPing = onPing;
    reader.resume();
    expect(seen.map(([, data]) => data)).toEqual(["31", "32", "31", "32"]);
  });

  it("may be called both inside one handler", () => {
    const { seen, handler } = collecting();
    const reader = new FrameReader("client", handler);
    const onPing = handler.onPing;
    handler.onPing = (data) => {
      onPing(data);
      reader.pause();
      reader.resume();
    };
    reader.push(two());
    expect(seen).toEqual([
      ["ping", "31"],
      ["ping", "32"],
    ]);
  });

  it("keeps the order when a handler pushes", () => {
    const { seen, handler } = collecting();
    const reader = new FrameReader("client", handler);
    const onPing = handler.onPing;
    handler.onPing = (data) => {
      onPing(data);
      if (seen.length === 1) reader.push(two());
    };
    reader.push(two());
    reader.push(new Uint8Array(0));
    expect(seen.map(([, data]) => data)).toEqual(["31", "32", "31", "32"]);
  });

  it("loses nothing when a handler throws", () => {
    const { seen, handler } = collecting();
    const reader = new FrameReader("client", handler);
    const onPing = handler.onPing;
    handler.onPing = (data) => {
      onPing(data);
      if (seen.length === 1) throw new Error("from the application");
    };
    expect(() => reader.push(two())).toThrow("from the application");
    reader.push(two());
    expect(seen.map(([, data]) => data)).toEqual(["31", "32", "31", "32"]);
  });
});

describe("the observer", () => {
  it("sees each frame, whole, before what it completes", () => {
    const input = Buffer.concat([
      encodeFrame({ opcode: 1, fin: false, payload: utf8("ab"), maskKey: 0x04030201 }),
      encodeFrame({ opcode: 9, payload: utf8("p"), maskKey: 0x04030201 }),
      encodeFrame({ opcode: 0, payload: utf8("c"), maskKey: 0x04030201 }),
    ]);
    const expected: Seen[] = [
      ["frame", 1, false, 0, "018201020304 6162"],
      ["frame", 9, true, 0, "898101020304 70"],
      ["ping", "70"],
      ["frame", 0, true, 0, "808101020304 63"],
      ["text", "616263"],
    ];
    expect(read("server", input, {}, [], true)).toEqual(expected);
    expect(read("server", input, {}, everyByte(input), true)).toEqual(expected);
  });
});

describe("options", () => {
  it("that are complete are used as they are, others get the defaults in the places left open", () => {
    const complete = frameReaderOptions({ maxFragments: 7 });
    expect(frameReaderOptions(complete)).toBe(complete);
    expect(complete).toEqual({ ...frameReaderDefaults, maxFragments: 7 });
    expect(frameReaderOptions({ maxMessageBytes: undefined })).toEqual(frameReaderDefaults);
  });
});
