import fc from "fast-check";
import type { EnginePacket } from "../../src/engine/index.js";

/** Text that may go through a polling body: whole code points, and not version 4's separator. */
export const text = fc.string({ unit: "grapheme" }).map((value) => value.replaceAll("\x1e", ""));

export const enginePacket: fc.Arbitrary<EnginePacket> = fc.oneof(
  fc.record({ type: fc.constant("message" as const), data: fc.oneof(text, fc.uint8Array()) }),
  fc.record({
    type: fc.constantFrom("open", "ping", "pong", "close", "upgrade", "noop"),
    data: text.filter((value) => value !== ""),
  }),
  fc.record({ type: fc.constantFrom("open", "ping", "pong", "close", "upgrade", "noop") }),
);
