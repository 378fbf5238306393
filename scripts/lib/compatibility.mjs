import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { cache, root } from "./root.mjs";

/** Where the table is. */
export const document = join(root, "docs/compatibility.md");

/**
 * The tables' sources, `test/compatibility.json` of a package: sections, each with `proved` (a test, and the
 * members that it proves), `untested` (members that work but have no test of their own) and `absent` (a member, and
 * why it is not there). A test is named by its file below
 * `test/` and its titles, joined by " > "; the last titles may be left out to name a whole group, and `*`
 * stands for anything in a title.
 */
const packages = ["websocket", "client", "server", "adapters"];

function sections() {
  return packages.flatMap((name) => {
    const path = join(root, "packages", name, "test/compatibility.json");
    const data = JSON.parse(readFileSync(path, "utf8"));
    return Object.entries(data).map(([title, section]) => ({
      title,
      folder: `packages/${name}/test`,
      ...section,
    }));
  });
}

/** Where the parts of a name are: a file below the section's folder and the titles in it. */
function place(folder, test) {
  const [file, ...titles] = test.split(" > ");
  return { file: `${folder}/${file}`, titles };
}

const pattern = (title) =>
  new RegExp(`^${title.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "s");

/** The report of the last `npm test` by test file, or nothing. */
function report() {
  const path = join(cache, "tests.json");
  if (!existsSync(path)) return new Map();
  const { testResults } = JSON.parse(readFileSync(path, "utf8"));
  return new Map(
    testResults.map(({ name, assertionResults }) => [
      relative(root, name).split(sep).join("/"),
      assertionResults.map(({ ancestorTitles, title, status }) => ({
        titles: [...ancestorTitles, title],
        status,
      })),
    ]),
  );
}

/** What is wrong with a test that was named, seen in the results of its file. */
function faultInResults(titles, results) {
  const named = results.filter((result) =>
    titles.every((title, index) => pattern(title).test(result.titles[index] ?? "")),
  );
  if (named.length === 0) return "is not there";
  const not = named.filter(({ status }) => status !== "passed");
  return not.length === 0
    ? undefined
    : `did not pass in the last npm test (${not.length} of ${named.length})`;
}

/** Without results: whether the titles stand anywhere in the tests of the package. */
function faultInSources(titles, folder) {
  const text = sourcesOf(folder);
  const lost = titles
    .flatMap((title) => title.split("*"))
    .filter((part) => !text.includes(JSON.stringify(part).slice(1, -1)));
  return lost.length === 0 ? undefined : `is not there: no test says "${lost[0]}"`;
}

const sources = new Map();
function sourcesOf(folder) {
  if (!sources.has(folder)) {
    const files = readdirSync(join(root, folder), { recursive: true }).filter((file) => /\.tsx?$/.test(file));
    sources.set(folder, files.map((file) => readFileSync(join(root, folder, file), "utf8")).join("\n"));
  }
  return sources.get(folder);
}

/**
 * The document, and the faults of the tests named: those that do not exist and, as far as the last `npm test`
 * ran them, those that did not pass. A member is ticked when none of its tests has a fault.
 */
export function compatibility() {
  const results = report();
  const faults = [];
  const faultOf = (folder, test) => {
    const { file, titles } = place(folder, test);
    let fault = "names a file that is not there";
    if (existsSync(join(root, file))) {
      const ran = results.get(file);
      fault = ran ? faultInResults(titles, ran) : faultInSources(titles, folder);
    }
    if (fault) faults.push(`${file} > ${titles.join(" > ")} ${fault}`);
    return fault;
  };
  const parts = sections().map((section) => render(section, faultOf));
  const total = parts.reduce((sum, { ticked }) => sum + ticked, 0);
  const text = `${head(total)}\n${parts.map((part) => part.text).join("\n")}`;
  return { text: formatted(text), faults };
}

/** As the format check wants it. */
function formatted(text) {
  const args = ["biome", "format", "--stdin-file-path", document];
  return execFileSync("npx", args, {
    cwd: root,
    input: text,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
}

const head = (total) => `# Compatibility

The published API of ws 8, socket.io 4.8, socket.io-client 4.8, engine.io 6.6 and the official adapters, member by member, with the test that shows it here: ${total} members are ticked. The tests run against those packages themselves.

Written by \`node scripts/compatibility.mjs\` from \`packages/*/test/compatibility.json\` and the report of \`npm test\`; a member is ticked when the tests named for it exist and passed.
`;

function render({ title, folder, proved, untested = [], absent = {} }, faultOf) {
  const members = new Map();
  for (const [test, names] of Object.entries(proved)) {
    const fault = faultOf(folder, test);
    for (const name of names) {
      const row = members.get(name) ?? { faults: [], tests: [] };
      row.tests.push(test);
      if (fault) row.faults.push(fault);
      members.set(name, row);
    }
  }
  const lines = [...members].map(([name, { tests, faults }]) => {
    const shown = tests.map((test) => cell(linkTo(folder, test))).join("<br>");
    return `| ${faults.length === 0 ? "✓" : "✗"} | ${cell(name)} | ${shown} |`;
  });
  const missing = Object.entries(absent).map(([name, why]) => `| – | ${cell(name)} | ${cell(why)} |`);
  const bare = untested.map((name) => `| ○ | ${cell(name)} | there, without a test of its own |`);
  const text = `## ${title}\n\n|   | member | shown by |\n| - | ------ | -------- |\n${[...lines, ...bare, ...missing].join("\n")}\n`;
  return { text, ticked: [...members.values()].filter(({ faults }) => faults.length === 0).length };
}

function linkTo(folder, test) {
  const { file, titles } = place(folder, test);
  return `[${file.split("/").at(-1)}](../${file}): ${titles.join(" › ")}`;
}

const cell = (text) => text.replaceAll("|", "\\|");

/** For `npm run check`: every test named exists, none is known to have failed, and the document says so. */
export function isCompatibilityCurrent() {
  const { text, faults } = compatibility();
  for (const fault of faults) console.error(fault);
  const isCurrent = existsSync(document) && readFileSync(document, "utf8") === text;
  if (!isCurrent)
    console.error("docs/compatibility.md is not current: node scripts/compatibility.mjs writes it");
  return faults.length === 0 && isCurrent;
}
