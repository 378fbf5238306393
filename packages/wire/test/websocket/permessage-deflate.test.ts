import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerDeflateOffers,
  checkDeflateAnswer,
  type DeflateOffer,
  type DeflateServerOptions,
  encodeFrame,
  formatDeflateOffer,
  formatExtensions,
  HandshakeError,
  parseDeflateOffer,
  parseExtensions,
} from "../../src/websocket/index.js";
import { bytes, read } from "./collect.js";

const answerTo = (offers: string, options: DeflateServerOptions = {}) => {
  const answer = answerDeflateOffers(parseExtensions(offers), options);
  return answer === undefined ? undefined : formatExtensions([answer.extension]);
};
const refusalOf = (answer: string, offer: DeflateOffer) => {
  try {
    return checkDeflateAnswer(parseExtensions(answer), offer);
  } catch (error) {
    if (error instanceof HandshakeError) return error.code;
    throw error;
  }
};

describe("a server's answer (RFC 7692 section 7.1)", () => {
  it.each<[string, DeflateServerOptions, string | undefined]>([
    ["permessage-deflate", {}, "permessage-deflate"],
    ["x-webkit-deflate-frame", {}, undefined],
    ["permessage-deflate; server_no_context_takeover", {}, "permessage-deflate; server_no_context_takeover"],
    ["permessage-deflate; server_no_context_takeover", { serverNoContextTakeover: false }, undefined],
    [
      "permessage-deflate",
      { serverNoContextTakeover: true },
      "permessage-deflate; server_no_context_takeover",
    ],
    ["permessage-deflate; client_no_context_takeover", {}, "permessage-deflate; client_no_context_takeover"],
    [
      "permessage-deflate",
      { clientNoContextTakeover: true },
      "permessage-deflate; client_no_context_takeover",
    ],
    ["permessage-deflate; server_max_window_bits=10", {}, "permessage-deflate; server_max_window_bits=10"],
    ['permessage-deflate; server_max_window_bits="10"', {}, "permessage-deflate; server_max_window_bits=10"],
    ["permessage-deflate; server_max_window_bits=15", {}, "permessage-deflate; server_max_window_bits=15"],
    [
      "permessage-deflate; server_max_window_bits=12",
      { serverMaxWindowBits: 9 },
      "permessage-deflate; server_max_window_bits=9",
    ],
    [
      "permessage-deflate; server_max_window_bits=9",
      { serverMaxWindowBits: 12 },
      "permessage-deflate; server_max_window_bits=9",
    ],
    ["permessage-deflate; server_max_window_bits=9", { serverMaxWindowBits: false }, undefined],
    ["permessage-deflate", { serverMaxWindowBits: 9 }, "permessage-deflate; server_max_window_bits=9"],
    ["permessage-deflate; client_max_window_bits", {}, "permessage-deflate"],
    [
      "permessage-deflate; client_max_window_bits",
      { clientMaxWindowBits: 9 },
      "permessage-deflate; client_max_window_bits=9",
    ],
    [
      "permessage-deflate; client_max_window_bits=12",
      { clientMaxWindowBits: 14 },
      "permessage-deflate; client_max_window_bits=12",
    ],
    ["permessage-deflate; client_max_window_bits=12", {}, "permessage-deflate; client_max_window_bits=12"],
    ["permessage-deflate", { clientMaxWindowBits: 9 }, undefined],
    ["permessage-deflate; client_max_window_bits=7", {}, undefined],
    ["permessage-deflate; server_max_window_bits", {}, undefined],
    ["permessage-deflate; server_max_window_bits=16", {}, undefined],
    ["permessage-deflate; server_max_window_bits=08", {}, undefined],
    ["permessage-deflate; server_no_context_takeover=1", {}, undefined],
    ["permessage-deflate; client_no_context_takeover=1", {}, undefined],
    ["permessage-deflate; server_no_context_takeover; server_no_context_takeover", {}, undefined],
    ["permessage-deflate; unknown", {}, undefined],
    // Section 7.1: the client lists alternatives in its order of preference.
    [
      "permessage-deflate; unknown, permessage-deflate; server_max_window_bits=11",
      {},
      "permessage-deflate; server_max_window_bits=11",
    ],
    [
      "permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate",
      {},
      "permessage-deflate; server_max_window_bits=10",
    ],
    [
      "permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate",
      { serverMaxWindowBits: false },
      "permessage-deflate",
    ],
  ])("%s with %j is %s", (offers, options, expected) => {
    expect(answerTo(offers, options)).toBe(expected);
  });

  it("says what it means for both compressors", () => {
    const answer = answerDeflateOffers(
      parseExtensions(
        "permessage-deflate; client_max_window_bits=12; server_max_window_bits=9; client_no_context_takeover",
      ),
    );
    expect(answer?.agreement).toEqual({
      serverNoContextTakeover: false,
      clientNoContextTakeover: true,
      serverMaxWindowBits: 9,
      clientMaxWindowBits: 12,
    });
  });
});

describe("a client checks the answer (RFC 7692 section 7.1)", () => {
  it.each<[string, DeflateOffer, string]>([
    ["other", {}, "WIRE_UNEXPECTED_EXTENSION"],
    ["permessage-deflate, permessage-deflate", {}, "WIRE_UNEXPECTED_EXTENSION"],
    ["permessage-deflate; unknown", {}, "WIRE_INVALID_DEFLATE_ANSWER"],
    [
      "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
      {},
      "WIRE_INVALID_DEFLATE_ANSWER",
    ],
    ["permessage-deflate; server_no_context_takeover=1", {}, "WIRE_INVALID_DEFLATE_ANSWER"],
    [
      "permessage-deflate; client_max_window_bits",
      { clientMaxWindowBits: true },
      "WIRE_INVALID_DEFLATE_ANSWER",
    ],
    ["permessage-deflate; client_max_window_bits=10", {}, "WIRE_INVALID_DEFLATE_ANSWER"],
    [
      "permessage-deflate; client_max_window_bits=11",
      { clientMaxWindowBits: 10 },
      "WIRE_INVALID_DEFLATE_ANSWER",
    ],
    [
      "permessage-deflate; server_max_window_bits=11",
      { serverMaxWindowBits: 10 },
      "WIRE_INVALID_DEFLATE_ANSWER",
    ],
    ["permessage-deflate", { serverMaxWindowBits: 10 }, "WIRE_INVALID_DEFLATE_ANSWER"],
    ["permessage-deflate", { serverNoContextTakeover: true }, "WIRE_INVALID_DEFLATE_ANSWER"],
  ])("%s is no answer to %j", (answer, offer, code) => {
    expect(refusalOf(answer, offer)).toBe(code);
  });

  it("accepts what the server may add", () => {
    expect(
      refusalOf(
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10",
        {},
      ),
    ).toEqual({
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverMaxWindowBits: 10,
      clientMaxWindowBits: 15,
    });
  });
});

describe("both sides together", () => {
  const bits = fc.option(fc.integer({ min: 8, max: 15 }), { nil: undefined });
  const offer: fc.Arbitrary<DeflateOffer> = fc.record(
    {
      serverNoContextTakeover: fc.boolean(),
      clientNoContextTakeover: fc.boolean(),
      serverMaxWindowBits: fc.integer({ min: 8, max: 15 }),
      clientMaxWindowBits: fc.oneof(fc.boolean(), fc.integer({ min: 8, max: 15 })),
    },
    { requiredKeys: [] },
  );
  const options: fc.Arbitrary<DeflateServerOptions> = fc.record(
    {
      serverNoContextTakeover: fc.boolean(),
      clientNoContextTakeover: fc.boolean(),
      serverMaxWindowBits: fc.oneof(fc.constant(false as const), fc.integer({ min: 8, max: 15 })),
      clientMaxWindowBits: bits.map((value) => value ?? 15),
    },
    { requiredKeys: [] },
  );

  it("an answer is always one the client accepts, and both understand it alike", () => {
    fc.assert(
      fc.property(offer, options, (asked, wanted) => {
        const header = formatExtensions([formatDeflateOffer(asked)]);
        const answer = answerDeflateOffers(parseExtensions(header), wanted);
        if (answer === undefined) return;
        expect(checkDeflateAnswer(parseExtensions(formatExtensions([answer.extension])), asked)).toEqual(
          answer.agreement,
        );
        expect(answer.agreement.serverMaxWindowBits).toBeLessThanOrEqual(asked.serverMaxWindowBits ?? 15);
        expect(answer.agreement.clientMaxWindowBits).toBeLessThanOrEqual(wanted.clientMaxWindowBits ?? 15);
      }),
      { numRuns: 1000 },
    );
  });

  it("an offer is read as it was meant", () => {
    expect(
      parseDeflateOffer(formatDeflateOffer({ serverMaxWindowBits: 8, clientMaxWindowBits: true })),
    ).toEqual({ serverMaxWindowBits: 8, clientMaxWindowBits: true });
    expect(() => formatDeflateOffer({ serverMaxWindowBits: 7 })).toThrow(RangeError);
    expect(() => formatDeflateOffer({ clientMaxWindowBits: 16 })).toThrow(RangeError);
  });
});

describe("the examples of RFC 7692 section 7.2.3", () => {
  const inflated = (payload: string) =>
    inflateRawSync(Buffer.concat([bytes(payload), bytes("00 00 ff ff")]), {
      finishFlush: constants.Z_SYNC_FLUSH,
    }).toString();
  const compressed = (frames: string) => {
    const seen = read("client", bytes(frames), { compression: true });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.[0]).toBe("compressed text");
    return String(seen[0]?.[1]);
  };

  it.each([
    ["7.2.3.1 one block", "c1 07 f2 48 cd c9 c9 07 00"],
    ["7.2.3.1 one block in two fragments", "41 03 f2 48 cd 80 04 c9 c9 07 00"],
    ["7.2.3.3 a block without compression", "c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00"],
    ["7.2.3.4 a block with BFINAL set", "c1 08 f3 48 cd c9 c9 07 00 00"],
    ["7.2.3.5 two blocks in one message", "c1 0d f2 48 05 00 00 00 ff ff ca c9 c9 07 00"],
  ])("%s", (name, frames) => {
    // A block with BFINAL ends the stream for zlib, and the appended bytes are not its own any more.
    const payload = compressed(frames);
    expect(name.includes("BFINAL") ? inflateRawSync(bytes(payload)).toString() : inflated(payload)).toBe(
      "Hello",
    );
  });

  it("7.2.3.2 shares the window between two messages", () => {
    const seen = read("client", bytes("c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00"), {
      compression: true,
    });
    const stream = seen.map(([, payload]) => `${payload}0000ffff`).join("");
    expect(inflateRawSync(bytes(stream), { finishFlush: constants.Z_SYNC_FLUSH }).toString()).toBe(
      "HelloHello",
    );
  });

  it("a frame of it is written as the RFC writes it", () => {
    expect(encodeFrame({ opcode: 1, rsv: 4, payload: bytes("f2 48 cd c9 c9 07 00") })).toEqual(
      bytes("c1 07 f2 48 cd c9 c9 07 00"),
    );
  });
});

it("a compressor of 9 window bits honours an agreement of 8", () => {
  const windowed = fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 500 })), {
    minLength: 50,
    maxLength: 300,
  });
  fc.assert(
    fc.property(windowed, fc.integer({ min: 1, max: 9 }), (steps, level) => {
      // Text full of repeats from any distance up to 500 bytes.
      const text: number[] = [];
      for (const [byte, distance] of steps) {
        const from = text.length - distance;
        if (from >= 0) text.push(...text.slice(from, from + 20));
        text.push(byte);
      }
      const input = Buffer.from(text);
      expect(
        inflateRawSync(deflateRawSync(input, { windowBits: 9, level }), { windowBits: 8 }).equals(input),
      ).toBe(true);
    }),
  );
});
