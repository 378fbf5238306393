import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame, protocolErrors } from "../../src/websocket/index.js";
import { everyByte, hex, read, type Seen } from "./collect.js";

interface Part {
  readonly payload: Uint8Array;
  readonly isBinary: boolean;
  readonly cuts: readonly number[];
  readonly pings: readonly Uint8Array[];
}

const control = fc.uint8Array({ maxLength: 125 });
const text = fc
  .string({ unit: "grapheme", maxLength: 300 })
  .map((value) => Uint8Array.from(Buffer.from(value)));
const part: fc.Arbitrary<Part> = fc.boolean().chain((isBinary) =>
  fc.record({
    isBinary: fc.constant(isBinary),
    payload: isBinary ? fc.uint8Array({ maxLength: 70_000, size: "medium" }) : text,
    cuts: fc.array(fc.nat(300), { maxLength: 4 }),
    pings: fc.array(control, { maxLength: 2 }),
  }),
);

/** The frames of a message cut in fragments, with a ping behind each of the first ones; and what must come of them. */
function frames({ payload, isBinary, cuts, pings }: Part, maskKey: number | undefined): [Uint8Array, Seen[]] {
  const out: Uint8Array[] = [];
  const seen: Seen[] = [];
  const ends = [...cuts.map((cut) => Math.min(cut, payload.length)).sort((a, b) => a - b), payload.length];
  let from = 0;
  ends.forEach((end, index) => {
    const fin = index === ends.length - 1;
    const opcode = index === 0 ? (isBinary ? 2 : 1) : 0;
    const masked = maskKey === undefined ? {} : { maskKey: maskKey + index };
    out.push(encodeFrame({ opcode, fin, payload: payload.subarray(from, end), ...masked }));
    from = end;
    const ping = pings[index];
    if (ping !== undefined && !fin) {
      out.push(encodeFrame({ opcode: 9, payload: ping, ...masked }));
      seen.push(["ping", hex(ping)]);
    }
  });
  seen.push([isBinary ? "binary" : "text", hex(payload)]);
  return [Buffer.concat(out), seen];
}

const cutsOf = (length: number, raw: readonly number[]) =>
  raw.map((value) => value % (length + 1)).sort((a, b) => a - b);

describe("properties of the frame reader", () => {
  it("what was written is read, however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("server" as const, "client" as const),
        fc.array(part, { maxLength: 5 }),
        fc.integer(),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.boolean(),
        (role, parts, key, rawCuts, native) => {
          const written = parts.map((each) => frames(each, role === "server" ? key : undefined));
          const input = Buffer.concat(written.map(([bytes]) => bytes));
          const expected = written.flatMap(([, seen]) => seen);
          const options = native ? { isUtf8 } : {};
          expect(read(role, input, options)).toEqual(expected);
          expect(read(role, input, options, cutsOf(input.length, rawCuts))).toEqual(expected);
          if (input.length < 2000) expect(read(role, input, options, everyByte(input))).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("an observer sees the same frames, however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 3 }),
        fc.integer(),
        fc.array(fc.nat(), { maxLength: 8 }),
        (parts, key, rawCuts) => {
          const input = Buffer.concat(parts.map((each) => frames(each, key)[0]));
          const whole = read("server", input, {}, [], true);
          expect(read("server", input, {}, cutsOf(input.length, rawCuts), true)).toEqual(whole);
          expect(whole.filter(([kind]) => kind !== "frame")).toEqual(
            parts.flatMap((each) => frames(each, key)[1]),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  /** Bytes that look like frames more often than chance would have it. */
  const hostile = fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => Uint8Array.of(a, b)),
        fc
          .record({
            opcode: fc.nat(15),
            fin: fc.boolean(),
            rsv: fc.constantFrom(0, 0, 0, 4, 2, 1),
            payload: fc.uint8Array({ maxLength: 200 }),
            maskKey: fc.integer(),
          })
          .map((frame) => encodeFrame(frame)),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => Buffer.concat(pieces));

  it("hostile bytes give nothing but typed refusals, the same ones however they are cut", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("server" as const, "client" as const),
        hostile,
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 8 }),
        (role, input, compression, rawCuts) => {
          let allocated = 0;
          const options = {
            compression,
            maxMessageBytes: 1000,
            maxFragments: 5,
            allocate: (length: number) => {
              allocated += length;
              return new Uint8Array(length);
            },
          };
          const whole = read(role, input, options);
          for (const event of whole) {
            if (event[0] === "error") expect(protocolErrors).toHaveProperty(event[1]);
          }
          expect(read(role, input, options, cutsOf(input.length, rawCuts))).toEqual(whole);
          expect(read(role, input, options, everyByte(input))).toEqual(whole);
          expect(read(role, input, { ...options, isUtf8 }, everyByte(input))).toEqual(whole);
          // Four readings of at most this input, each in blocks and joined copies.
          expect(allocated).toBeLessThanOrEqual(4 * (5 * input.length + 1024 * (whole.length + 1)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
