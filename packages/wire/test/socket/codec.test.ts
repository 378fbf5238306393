import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  encodeSocketPacket,
  reservedEvents,
  type SocketPacket,
  SocketPacketDecoder,
  type SocketPacketLimits,
  SocketProtocolError,
} from "../../src/socket/index.js";

/** The packet that the last of `raws` completes. */
function decode(raws: readonly (string | Uint8Array)[], limits?: Partial<SocketPacketLimits>): SocketPacket {
  const decoder = new SocketPacketDecoder(limits);
  let packet: SocketPacket | undefined;
  for (const raw of raws) {
    expect(packet).toBeUndefined();
    packet = decoder.push(raw);
  }
  if (packet === undefined) throw new Error("the packet is not complete");
  return packet;
}

describe("examples of the protocol documents", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const examples: [SocketPacket, (string | Uint8Array)[]][] = [
    [{ type: 0, nsp: "/" }, ["0"]],
    [{ type: 0, nsp: "/", data: { token: "123" } }, ['0{"token":"123"}']],
    [{ type: 0, nsp: "/admin", data: { sid: "x" } }, ['0/admin,{"sid":"x"}']],
    [{ type: 0, nsp: "/admin?token=1234&uid=abcd" }, ["0/admin?token=1234&uid=abcd,"]],
    [{ type: 1, nsp: "/admin" }, ["1/admin,"]],
    [{ type: 2, nsp: "/", data: ["hello", 1] }, ['2["hello",1]']],
    [
      { type: 2, nsp: "/admin", id: 456, data: ["project:delete", 123] },
      ['2/admin,456["project:delete",123]'],
    ],
    [{ type: 3, nsp: "/admin", id: 456, data: [] }, ["3/admin,456[]"]],
    [{ type: 4, nsp: "/", data: { message: "Not authorized" } }, ['4{"message":"Not authorized"}']],
    [{ type: 4, nsp: "/", data: "Not authorized" }, ['4"Not authorized"']],
    [
      { type: 5, nsp: "/", data: ["hello", bytes], attachments: 1 },
      ['51-["hello",{"_placeholder":true,"num":0}]', bytes],
    ],
    [
      { type: 5, nsp: "/admin", id: 456, data: ["project:delete", bytes], attachments: 1 },
      ['51-/admin,456["project:delete",{"_placeholder":true,"num":0}]', bytes],
    ],
    [
      { type: 6, nsp: "/admin", id: 456, data: [bytes], attachments: 1 },
      ['61-/admin,456[{"_placeholder":true,"num":0}]', bytes],
    ],
  ];
  test.each(examples)("%j", (packet, raws) => {
    expect(encodeSocketPacket(packet)).toEqual(raws);
    expect(decode(raws)).toEqual(packet);
  });

  test("a namespace may end the packet", () => {
    expect(decode(["0/admin"])).toEqual({ type: 0, nsp: "/admin" });
  });
});

describe("binary", () => {
  test("is found in any depth, whatever its kind, and the given data stays as it was", () => {
    const given = [
      "e",
      { a: [Buffer.from("a")], plain: { x: 1 } },
      new Uint8Array([0, 1, 2, 3]).subarray(1, 3),
      Uint16Array.of(258).buffer,
      new DataView(new ArrayBuffer(2)),
    ];
    const copy = structuredClone(given);
    const [text, ...attachments] = encodeSocketPacket({ type: 2, nsp: "/", data: given });
    expect(text).toBe(
      '54-["e",{"a":[{"_placeholder":true,"num":0}],"plain":{"x":1}},{"_placeholder":true,"num":1},' +
        '{"_placeholder":true,"num":2},{"_placeholder":true,"num":3}]',
    );
    expect(attachments.map((bytes) => [...bytes])).toEqual([[97], [1, 2], [2, 1], [0, 0]]);
    expect(structuredClone(given)).toEqual(copy);
  });

  test("is found behind toJSON", () => {
    const document = { toJSON: () => ({ image: Uint8Array.of(7), at: new Date(0) }) };
    expect(encodeSocketPacket({ type: 2, nsp: "/", data: ["e", document] })).toEqual([
      '51-["e",{"image":{"_placeholder":true,"num":0},"at":"1970-01-01T00:00:00.000Z"}]',
      Uint8Array.of(7),
    ]);
  });

  test("keeps its class on the way in", () => {
    const packet = decode(['51-["e",{"_placeholder":true,"num":0}]', Buffer.from("x")]);
    expect(packet.data).toEqual(["e", expect.any(Buffer)]);
  });

  test("a binary packet without attachments is complete at once", () => {
    expect(decode(['50-["e"]'])).toEqual({ type: 5, nsp: "/", data: ["e"], attachments: 0 });
  });

  test("one attachment may stand in two places", () => {
    const place = '{"_placeholder":true,"num":0}';
    expect(decode([`51-["e",${place},${place}]`, Uint8Array.of(1)]).data).toEqual([
      "e",
      Uint8Array.of(1),
      Uint8Array.of(1),
    ]);
  });

  test("after reset a decoder begins anew", () => {
    const decoder = new SocketPacketDecoder();
    decoder.push('51-["e",{"_placeholder":true,"num":0}]');
    decoder.reset();
    expect(decoder.push('2["f"]')).toEqual({ type: 2, nsp: "/", data: ["f"] });
  });
});

const deep = (levels: number) => `2["e",${"[".repeat(levels)}${"]".repeat(levels)}]`;

test.each<[string, (string | Uint8Array)[]]>([
  ["SOCKET_UNKNOWN_TYPE", [""]],
  ["SOCKET_UNKNOWN_TYPE", ["7"]],
  ["SOCKET_UNKNOWN_TYPE", ["x"]],
  ["SOCKET_BAD_ID", ['29007199254740992["e"]']],
  ["SOCKET_BAD_ID", ["3[]"]],
  ["SOCKET_BAD_ID", ["60-[]"]],
  ["SOCKET_BAD_JSON", ['2["e"']],
  ["SOCKET_BAD_JSON", ["2/admin,x"]],
  ["SOCKET_BAD_JSON", ['2-1["e"]']],
  ["SOCKET_BAD_PAYLOAD", ["2"]],
  ["SOCKET_BAD_PAYLOAD", ["2[]"]],
  ["SOCKET_BAD_PAYLOAD", ["2{}"]],
  ["SOCKET_BAD_PAYLOAD", ["2[null]"]],
  ["SOCKET_BAD_PAYLOAD", ["2[{}]"]],
  ["SOCKET_BAD_PAYLOAD", ['2"e"']],
  ["SOCKET_BAD_PAYLOAD", ["31{}"]],
  ["SOCKET_BAD_PAYLOAD", ["31"]],
  ["SOCKET_BAD_PAYLOAD", ["0[]"]],
  ["SOCKET_BAD_PAYLOAD", ["0null"]],
  ["SOCKET_BAD_PAYLOAD", ['0"x"']],
  ["SOCKET_BAD_PAYLOAD", ["1{}"]],
  ["SOCKET_BAD_PAYLOAD", ['51-[{"_placeholder":true,"num":0}]']],
  ["SOCKET_TOO_DEEP", [deep(1024)]],
  ["SOCKET_TOO_DEEP", [`2["e",${'{"a":'.repeat(2000)}`]],
  ["SOCKET_TOO_MANY_ATTACHMENTS", ['511-["e"]']],
  ["SOCKET_TOO_MANY_ATTACHMENTS", ['599999999999999999999999999-["e"]']],
  ["SOCKET_BAD_ATTACHMENTS", ['5["e"]']],
  ["SOCKET_BAD_ATTACHMENTS", ['51["e"]']],
  ["SOCKET_BAD_ATTACHMENTS", ['5-["e"]']],
  ["SOCKET_BAD_ATTACHMENTS", ['51-["e"]']],
  ["SOCKET_BAD_ATTACHMENTS", ['51-["e",{"_placeholder":true,"num":1}]']],
  ["SOCKET_BAD_ATTACHMENTS", ['51-["e",{"_placeholder":true,"num":-1}]']],
  ["SOCKET_BAD_ATTACHMENTS", ['51-["e",{"_placeholder":true,"num":0.5}]']],
  ["SOCKET_BAD_ATTACHMENTS", ['51-["e",{"_placeholder":true,"num":"0"}]']],
  ["SOCKET_BAD_ATTACHMENTS", ['51-["e",{"_placeholder":true}]']],
  ["SOCKET_BAD_ATTACHMENTS", ['52-["e",{"_placeholder":true,"num":0}]']],
  ["SOCKET_UNEXPECTED_DATA", [Uint8Array.of(1)]],
  ["SOCKET_UNEXPECTED_DATA", ['51-["e",{"_placeholder":true,"num":0}]', '2["f"]']],
])("refuses with %s: %j", (code, raws) => {
  expect(() => decode(raws)).toThrow(expect.objectContaining({ code }));
});

test("refuses events named like those of the library", () => {
  for (const event of reservedEvents) {
    expect(() => decode([`2["${event}"]`])).toThrow(
      expect.objectContaining({ code: "SOCKET_RESERVED_EVENT" }),
    );
  }
});

test("limits are arguments", () => {
  expect(() => decode(['51-["e"]'], { maxAttachments: 0 })).toThrow(
    expect.objectContaining({ code: "SOCKET_TOO_MANY_ATTACHMENTS" }),
  );
  expect(decode([deep(1023)]).type).toBe(2);
  expect(() => decode(['2["e",[[[]]]]'], { maxNesting: 3 })).toThrow(
    expect.objectContaining({ code: "SOCKET_TOO_DEEP" }),
  );
  expect(decode(['2["e",[["[[[[[\\"[[[["]]]'], { maxNesting: 3 }).data).toEqual(["e", [['[[[[["[[[[']]]);
});

test("refuses to write what no peer could read", () => {
  const cycle: unknown[] = ["e"];
  cycle.push(cycle);
  const write = (packet: Partial<SocketPacket>) => () => encodeSocketPacket({ type: 2, nsp: "/", ...packet });
  expect(write({ data: cycle })).toThrow(expect.objectContaining({ code: "SOCKET_TOO_DEEP" }));
  expect(write({ data: ["e", 1n] })).toThrow(expect.objectContaining({ code: "SOCKET_BAD_JSON" }));
  expect(write({ nsp: "/a,b", data: ["e"] })).toThrow(
    expect.objectContaining({ code: "SOCKET_BAD_NAMESPACE" }),
  );
  expect(write({ nsp: "a", data: ["e"] })).toThrow(expect.objectContaining({ code: "SOCKET_BAD_NAMESPACE" }));
});

test("prototype keys stay plain data, with and without binary", () => {
  const packet = decode([
    '51-["e",{"__proto__":{"bad":true},"constructor":1},{"__proto__":{"_placeholder":true,"num":0}}]',
    Uint8Array.of(1),
  ]);
  const [, first, second] = packet.data as [string, object, object];
  expect(({} as Record<string, unknown>).bad).toBeUndefined();
  expect(Object.getPrototypeOf(first)).toBe(Object.prototype);
  expect(Object.getOwnPropertyDescriptor(second, "__proto__")?.value).toEqual(Uint8Array.of(1));
  const again = encodeSocketPacket({ type: 2, nsp: "/", data: packet.data });
  expect(again[0]).toContain('"__proto__":{"_placeholder":true,"num":0}');
});

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown>;
const value = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    json,
    fc.uint8Array(),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).tree;
const nsp = fc.oneof(
  fc.constant("/"),
  fc.string().map((name) => `/${name.replaceAll(",", "")}`),
);
const event = fc.oneof(
  fc.string().filter((name) => !reservedEvents.has(name)),
  fc.integer(),
);
const id = fc.maxSafeNat();
const packets: fc.Arbitrary<SocketPacket> = fc.oneof(
  fc.record({ type: fc.constant(0), nsp, data: fc.dictionary(fc.string(), json, { noNullPrototype: true }) }),
  fc.record({ type: fc.constantFrom(0, 1), nsp }),
  fc.record({ type: fc.constant(4), nsp, data: json.filter((data) => typeof data !== "number") }),
  fc.record({ type: fc.constant(2), nsp, data: fc.tuple(event, value, value) }),
  fc.record({ type: fc.constant(2), nsp, id, data: fc.tuple(event, value) }),
  fc.record({ type: fc.constant(3), nsp, id, data: fc.array(value) }),
);

test("any packet survives the way there and back", () => {
  fc.assert(
    fc.property(packets, (packet) => {
      const raws = encodeSocketPacket(packet);
      const binary = raws.length > 1 ? { type: packet.type + 3, attachments: raws.length - 1 } : {};
      const expected = { ...packet, data: normal(packet.data), ...binary };
      const got = decode(raws, { maxAttachments: 1000 });
      expect({ ...got, data: normal(got.data) }).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

/** What JSON cannot tell apart: -0. */
function normal(data: unknown): unknown {
  if (Object.is(data, -0)) return 0;
  if (typeof data !== "object" || data === null || data instanceof Uint8Array) return data;
  if (Array.isArray(data)) return data.map(normal);
  return Object.fromEntries(Object.entries(data).map(([key, member]) => [key, normal(member)]));
}

test("anything else throws the typed error only", () => {
  const place = '{"_placeholder":true,"num":0}';
  const token = fc.constantFrom(
    "0",
    "5",
    "6",
    "9",
    "-",
    "/",
    ",",
    "[",
    "]",
    "{",
    "}",
    '"a"',
    place,
    ":",
    "é",
  );
  const raw = fc.oneof(fc.string({ unit: token }), fc.string({ unit: "binary" }), fc.uint8Array());
  fc.assert(
    fc.property(fc.array(raw), (raws) => {
      const decoder = new SocketPacketDecoder();
      for (const input of raws) {
        try {
          decoder.push(input);
        } catch (error) {
          expect(error).toBeInstanceOf(SocketProtocolError);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
