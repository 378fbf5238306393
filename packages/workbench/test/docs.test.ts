import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { expect, test } from "vitest";
import { withConnectOptions } from "../src/cli/connect/options.js";
import { dynamicVariables } from "../src/variables/index.js";

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string) => readFileSync(here(path), "utf8");

test("every problem code of the backend is documented", () => {
  const folders = ["api", "captures", "connections", "project", "reactions", "timeline", "variables"];
  const files = folders.flatMap((folder) =>
    readdirSync(here(`src/${folder}`), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `src/${folder}/${file}`),
  );
  const codes = files.flatMap((file) =>
    [...read(file).matchAll(/code:[^\n]*?"([A-Z]+(?:_[A-Z]+)+)"/g)].map(([, code]) => code),
  );
  expect(new Set(codes).size).toBeGreaterThan(60);
  const documented = read("docs/problems.md");
  expect(codes.filter((code) => !documented.includes(`\`${code}\``))).toEqual([]);
});

test("every dynamic value is documented as it is", () => {
  const readme = read("README.md");
  for (const { usage, description } of dynamicVariables) {
    expect(readme).toMatch(new RegExp(`\\| \`${escaped(usage)}\`\\s+\\| ${escaped(description)}\\s+\\|`));
  }
});

test("every option of connect is documented", () => {
  const readme = read("README.md");
  for (const { long } of withConnectOptions(new Command("connect")).options) {
    expect(readme).toContain(`${long}`);
  }
});

function escaped(text: string): string {
  return text.replace(/[$(){}.*+?[\]\\|^]/g, "\\$&");
}
