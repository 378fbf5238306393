import { expect, test } from "vitest";
import { extension, subprotocol } from "../src/index.js";

test("extension.parse groups offers by name, extension.format writes them", () => {
  const offers = extension.parse('a; b=1; c="xy"; c, a; d, e');
  expect(JSON.parse(JSON.stringify(offers))).toEqual({
    a: [{ b: ["1"], c: ["xy", true] }, { d: [true] }],
    e: [{}],
  });
  expect(extension.format(offers)).toBe("a; b=1; c=xy; c, a; d, e");
  expect(extension.format({ x: { y: 10, z: true } })).toBe("x; y=10; z");
});

test.each(["", "a;", "a;b=", 'a;b="', "a=", "a;;b"])("extension.parse refuses %j", (header) => {
  expect(() => extension.parse(header)).toThrow(SyntaxError);
});

test("subprotocol.parse gives a set", () => {
  expect(subprotocol.parse("a, b")).toEqual(new Set(["a", "b"]));
});

test.each(["", "a b", "a,a"])("subprotocol.parse refuses %j", (header) => {
  expect(() => subprotocol.parse(header)).toThrow(SyntaxError);
});
