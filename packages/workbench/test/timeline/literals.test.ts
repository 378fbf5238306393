import fc from "fast-check";
import { expect, test } from "vitest";
import { literalsOf } from "../../src/timeline/literals.js";

test.each([
  ["needle", "", ["needle"]],
  ["Needle|order", "i", ["Needle", "order"]],
  ["id\\.user=\\d+", "", ["id.user="]],
  ["abcd?efgh", "", ["efgh"]],
  ["abcd*", "", ["abc"]],
  ["abcd+efg", "", ["abcd"]],
  ["abcd{0,2}", "", ["abc"]],
  ['^"type":"(a|b)","name"$', "", ['"type":"']],
  ["(?:tick)?price", "", ["price"]],
  ["[xyz]+track[|]", "", ["track"]],
  ["\\bword\\b", "", ["word"]],
])("/%s/%s holds %j", (source, flags, literals) => {
  expect(literalsOf(source, flags)).toEqual(literals);
});

test.each([
  ["ab", ""],
  ["needle|", ""],
  ["needle|a", ""],
  [".*", ""],
  ["kiss", "iu"],
  ["(needle)", ""],
])("of /%s/%s none is known", (source, flags) => {
  expect(literalsOf(source, flags)).toBeUndefined();
});

test("whatever an expression matches contains one of its literals", () => {
  const piece = fc.constantFrom(
    "abc",
    "d",
    ".",
    "\\d",
    "x?",
    "yz*",
    "q+",
    "[ab|]",
    "(e|f)",
    "(?:gh)?",
    "|",
    "^",
    "\\.",
    "{2}",
    "rst{0,1}",
  );
  const text = fc.string({ unit: fc.constantFrom(..."abcdxyzqefghrst.|12"), maxLength: 40 });
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), text, (pieces, content) => {
      const source = pieces.join("");
      let expression: RegExp;
      try {
        expression = new RegExp(source);
      } catch {
        return;
      }
      const literals = literalsOf(source, "");
      if (literals && expression.test(content)) {
        expect(literals.some((literal) => content.includes(literal))).toBe(true);
      }
    }),
    { numRuns: 20_000 },
  );
});
