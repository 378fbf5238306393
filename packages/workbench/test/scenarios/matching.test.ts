import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "../../src/scenarios/matching/match.js";

const loose = { exact: false, directory: "." };
const exact = { exact: true, directory: "." };
const find = (expected: unknown, actual: unknown, options = loose) =>
  differences(expected, actual, options).map(({ path, expected: wanted, actual: there }) => [
    path,
    wanted,
    there,
  ]);

describe("values", () => {
  test("a mapping is a subset, a list is whole", () => {
    expect(find({ a: 1 }, { a: 1, b: 2 })).toEqual([]);
    expect(find({ a: 1 }, { a: 1, b: 2 }, exact)).toEqual([["$.b", "nothing", "2"]]);
    expect(find([1], [1, 2])).toEqual([["$", "1 item: [1]", "2 items: [1,2]"]]);
    expect(find({ a: [{ b: 1 }] }, { a: [{ b: 2 }] })).toEqual([["$.a[0].b", "1", "2"]]);
    expect(find({ a: null }, {})).toEqual([["$.a", "null", "nothing"]]);
    expect(find({ "a b": 1 }, { "a b": "1" })).toEqual([['$["a b"]', "1", '"1"']]);
  });

  test("what an object inherits is not there", () => {
    expect(find({ constructor: { $any: true } }, {})).toHaveLength(1);
    expect(find(JSON.parse('{"__proto__": 1}'), {})).toHaveLength(1);
  });

  test("every JSON value matches itself, exactly too", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const wrapped = { $exact: value };
        expect(differences(wrapped, JSON.parse(JSON.stringify(value)), exact)).toEqual([]);
      }),
    );
  });

  test("a value never matches another", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const isSame = differences({ $exact: one }, other, loose).length === 0;
        // Members may stand in another order, and there is one zero.
        if (isSame) expect(sorted(one)).toEqual(sorted(other));
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe("operators", () => {
  test.each([
    [{ $any: true }, null],
    [{ $any: false }, undefined],
    [{ $regex: "^a.c$" }, "abc"],
    [{ $regex: "/^ABC$/i" }, "abc"],
    [{ $contains: "b" }, "abc"],
    [{ $contains: { id: 2 } }, [{ id: 1 }, { id: 2, x: 1 }]],
    [{ $type: "integer" }, 3],
    [{ $type: "binary" }, Buffer.from("x")],
    [{ $length: 2 }, [1, 2]],
    [{ $length: { $gt: 1 } }, "ab"],
    [{ $oneOf: [1, { $regex: "x" }] }, "x"],
    [{ $not: { a: 1 } }, { a: 2 }],
    [{ $gte: 2 }, 2],
    [{ $lt: 2 }, 1.5],
    [{ $schema: { type: "string", format: "date-time" } }, "2026-01-01T00:00:00Z"],
    [{ $binary: { hex: "00 FF" } }, Buffer.from([0, 255])],
    [{ $binary: "AP8=" }, Buffer.from([0, 255])],
    [{ $exact: { $any: true } }, { $any: true }],
  ])("%j takes %j", (expected, actual) => {
    expect(find(expected, actual)).toEqual([]);
  });

  test.each([
    [{ $any: true }, undefined, ["$", "anything", "nothing"]],
    [{ $any: false }, 1, ["$", "nothing", "1"]],
    [{ $regex: "^b" }, "abc", ["$", "a text that matches /^b/u", '"abc"']],
    [{ $contains: 4 }, [1, 2], ["$", "something that contains 4", "[1,2]"]],
    [{ $type: "integer" }, 1.5, ["$", "a value of type integer", "1.5"]],
    [{ $length: 3 }, "ab", ["$.length", "3", "2"]],
    [{ $oneOf: [1, 2] }, 3, ["$", "one of [1,2]", "3"]],
    [{ $not: 3 }, 3, ["$", "not 3", "3"]],
    [{ $gt: 3 }, "4", ["$", "a number > 3", '"4"']],
    [{ $schema: { required: ["a"] } }, {}, ["$", "must have required property 'a'", "{}"]],
    [{ $binary: { hex: "00" } }, Buffer.from([1]), ["$", "0x00", "0x01"]],
  ])("%j does not take %j", (expected, actual, difference) => {
    expect(find(expected, actual)).toEqual([difference]);
  });
});
