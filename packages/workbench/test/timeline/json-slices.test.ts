import fc from "fast-check";
import { expect, test } from "vitest";
import { sliceJsonArray } from "../../src/timeline/json-slices.js";

test("the slices of an array are its elements", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), (values, indent) => {
      const slices = sliceJsonArray(JSON.stringify(values, null, indent));
      expect(slices?.map((slice) => JSON.parse(slice))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

test("numbers keep their digits", () => {
  expect(sliceJsonArray('["id", 12345678901234567890, 1.50]')).toEqual([
    '"id"',
    "12345678901234567890",
    "1.50",
  ]);
});

test.each(["", "{}", '{"a":[1]}', "[1", "[1] x", '"[1]"', "1"])("%j is not an array", (text) => {
  expect(sliceJsonArray(text)).toBeUndefined();
});
