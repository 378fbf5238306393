import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

it("docs/workbench.md names tests that exist", () => {
  const rows = readFileSync(file("docs/workbench.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (feature|-)/.test(line))
    .map(
      (line) =>
        line
          .split(" | ")[1]
          ?.replace(/\s*\|$/, "")
          .trim() ?? "",
    );
  expect(rows.length).toBeGreaterThan(60);
  const missing = rows.filter((row) => {
    const [, name = "", title = ""] = /^([\w-]+): (.*)$/.exec(row) ?? [];
    const source = readFileSync(file(`packages/workbench-web/test/browser/${name}.test.ts`), "utf8");
    return title === "" || !source.includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
});
