import fc from "fast-check";
import { expect, test } from "vitest";
import { messagePackText } from "../../src/timeline/message-pack.js";

const textOf = (hex: string) => messagePackText(Buffer.from(hex.replaceAll(" ", ""), "hex"));

// Bytes of the specification's tables.
test.each([
  ["82 a7 63 6f 6d 70 61 63 74 c3 a6 73 63 68 65 6d 61 00", '{"compact": true, "schema": 0}'],
  [
    "93 cf ff ff ff ff ff ff ff ff d3 80 00 00 00 00 00 00 00 ff",
    "[18446744073709551615, -9223372036854775808, -1]",
  ],
  ["94 cc ff cd 01 00 d1 ff 00 d2 ff ff ff ff", "[255, 256, -256, -1]"],
  ["93 ca 3f 80 00 00 cb 3f f8 00 00 00 00 00 00 cb 7f f0 00 00 00 00 00 00", '[1, 1.5, "Infinity"]'],
  ["92 c4 02 de ad d9 03 e8 99 9f", '[{"$binary": "3q0="}, "號"]'],
  ["91 d4 05 7f", '[{"$extension": 5, "data": "fw=="}]'],
  ["91 d6 ff 00 00 00 00", '["1970-01-01T00:00:00.000Z"]'],
  ["dc 00 02 c0 c2", "[null, false]"],
  ["81 01 a1 61", '{"1": "a"}'],
])("%s is %s", (hex, text) => {
  expect(textOf(hex)).toBe(text);
});

test.each([
  ["a number alone", "01 02 03"],
  ["bytes that go on after the value", "92 01 02 03"],
  ["bytes that end too soon", "93 01 02"],
  ["a list that says it is huge", "dd ff ff ff ff 00"],
  ["text that is not UTF-8", "91 a2 ff ff"],
  ["the byte that is never used", "91 c1 00"],
  ["a depth that no one means", "91".repeat(200)],
])("%s is no MessagePack to look at", (_, hex) => {
  expect(textOf(hex)).toBeUndefined();
});

test("whatever the bytes are, the answer is JSON or none", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const text = messagePackText(Buffer.from(bytes));
      if (text !== undefined) JSON.parse(text);
    }),
    { numRuns: 5000 },
  );
});
