import fc from "fast-check";
import { expect, test } from "vitest";
import type { EnvironmentVariable } from "../../src/contract/index.js";
import { parseVariables, writeVariables } from "../../src/project/variables-file.js";

const files = {
  shared: "environments/dev.yaml",
  local: "environments/dev.local.yaml",
  schema: "environment",
} as const;

const value = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("", "1", "1.10", "true", "null", "{{other}}", "a: b", "# no", "two\nlines\n"),
);
const variables: fc.Arbitrary<readonly EnvironmentVariable[]> = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom("a", "b", "c-d", "e.f", "名字", "__proto__", "toString"),
      value,
      secret: fc.constant(true),
      description: fc.constantFrom("one", "two: three"),
    },
    { requiredKeys: ["name", "value"] },
  ),
  { selector: ({ name }) => name, maxLength: 6 },
);

const byName = (list: readonly EnvironmentVariable[]) =>
  [...list].sort((one, other) => (one.name < other.name ? -1 : 1));

test("variables are read as they were saved, whatever they are called", () => {
  fc.assert(
    fc.property(variables, variables, (before, after) => {
      const first = writeVariables(files, before, { shared: undefined, local: undefined });
      expect(byName(parseVariables(files, first).variables)).toEqual(byName(before));
      const second = writeVariables(files, after, first);
      expect(byName(parseVariables(files, second).variables)).toEqual(byName(after));
    }),
    { numRuns: 300 },
  );
});

test("what stands in the local file alone is a secret", () => {
  const texts = { shared: "variables:\n  a: 1\n", local: "variables:\n  a: 2\n  b: 3\n" };
  expect(parseVariables(files, texts).variables).toEqual([
    { name: "a", value: "2", secret: true },
    { name: "b", value: "3", secret: true },
  ]);
});
