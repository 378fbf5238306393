import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { startWs } from "@signalbox/peers";
import { expect, onTestFinished, test } from "vitest";
import { readCapture } from "../../src/capture-files/index.js";
import { temporaryFolder, written } from "../scenarios/files.js";
import { runCli } from "./run-cli.js";

async function startWsPeer() {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  return { peer, variable: `ws=ws://127.0.0.1:${peer.port}` };
}

const scenario = (steps: string) => `connections:\n  a: { url: "{{ws}}" }\nsteps:\n  - connect: a\n${steps}`;
const passing = scenario("  - send: hi\n  - expect: { text: hi }\n");
const failing = scenario("  - send: ho\n  - expect: { text: hi }\n    within: 50ms\n");

test("passed, failed and skipped: exit codes, the failure for a person, the capture", async () => {
  const { variable } = await startWsPeer();
  const folder = dirname(
    await written({
      "good.yaml": `name: good\n${passing}`,
      "bad.yaml": `name: bad\n${failing}`,
      "later.yaml": `name: later\nskip: not yet\n${passing}`,
      "part.yaml": `part: true\n${failing}`,
      "rows.yaml": "- { a: 1 }\n",
    }),
  );
  const captures = join(await temporaryFolder(), "captures");
  const args = ["--var", variable, "--capture-dir", captures];
  const good = runCli(["run", join(folder, "good.yaml"), ...args]);
  good.end();
  expect([await good.exit, good.stderr()]).toEqual([0, ""]);
  expect(good.stdout()).toMatch(/^✓ good \(.*good\.yaml, \d+ ms\)\n\n1 passed \(\d+\.\d\d s\)\n$/);

  const all = runCli(["run", folder, ...args]);
  all.end();
  expect(await all.exit).toBe(1);
  expect(all.stdout()).toContain("1 passed, 1 failed, 1 skipped");
  expect(all.stdout()).toContain(`${join(folder, "bad.yaml")}:7:5  expect the text "hi"`);
  expect(all.stdout()).toContain('at text: expected "hi", there is "ho"');
  expect(all.stdout()).toMatch(/> +[\d.]+ ms {2}a {2}← "ho"/);
  const [kept = ""] = await readdir(captures);
  const { rows } = readCapture(join(captures, kept));
  expect(rows.filter(({ entry }) => entry.kind === "message")).toHaveLength(2);
  expect(rows.some(({ entry }) => entry.origin === "scenario")).toBe(true);
});

test("a mistake is told with file, line and column, and nothing is run", async () => {
  const { peer, variable } = await startWsPeer();
  const file = await written({ "a.yaml": "steps:\n  - sned: hi\n", "b.yaml": passing });
  const cli = runCli(["run", dirname(file), "--var", variable]);
  cli.end();
  expect(await cli.exit).toBe(2);
  expect(cli.stderr()).toBe(`${file}:2:5: "sned" is no step; did you mean "send"?\n`);
  expect(peer.lines).toEqual([]);
  const nothing = runCli(["run", join(dirname(file), "nowhere.yaml")]);
  nothing.end();
  expect(await nothing.exit).toBe(2);
  expect(nothing.stderr()).toContain("there is no such file");
});

test("several reporters at once, to files and to standard output", async () => {
  const { variable } = await startWsPeer();
  const folder = dirname(
    await written({ "good.yaml": `name: "good & <new>"\n${passing}`, "bad.yaml": `name: bad\n${failing}` }),
  );
  const out = await temporaryFolder();
  const cli = runCli([
    ...["run", folder, "--var", variable, "--capture", "never", "--json"],
    ...["--reporter", `junit=${join(out, "deep", "j.xml")}`, "--reporter", `tap=${join(out, "t.tap")}`],
  ]);
  cli.end();
  expect(await cli.exit).toBe(1);
  const lines = cli
    .stdout()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ type: "begin", runs: 2 });
  expect(lines.at(-1)).toMatchObject({ type: "end", counts: { passed: 1, failed: 1 } });
  expect(lines.find(({ type, status }) => type === "result" && status === "failed")).toMatchObject({
    failure: { code: "EXPECTED_MISSING", at: { line: 7 }, differences: [{ path: "text" }] },
  });
  const xml = await readFile(join(out, "deep", "j.xml"), "utf8");
  expect(xml).toContain('<testsuites name="signalbox" tests="2" failures="1" errors="0" skipped="0"');
  expect(xml).toContain('<testcase name="good &amp; &lt;new&gt;"');
  expect(xml).toContain('type="EXPECTED_MISSING">');
  const tap = await readFile(join(out, "t.tap"), "utf8");
  expect(tap).toMatch(/^TAP version 14\n1\.\.2\n/);
  expect(tap).toMatch(/^not ok \d - bad\n {2}---\n {2}message: /m);
  expect(tap).toMatch(/^ok \d - good & <new>$/m);
});

test("--bail begins nothing more after a failure, --retry tries again", async () => {
  const { variable } = await startWsPeer();
  const file = await written({ "a.yaml": `rows: [{ n: 1 }, { n: 2 }]\n${failing}` });
  const common = ["run", file, "--var", variable, "--capture", "never", "--json"];
  const bail = runCli([...common, "--bail"]);
  bail.end();
  await bail.exit;
  expect(bail.stdout()).toContain('"counts":{"passed":0,"failed":1,"skipped":1,"interrupted":0}');
  const retry = runCli([...common, "--retry", "2"]);
  retry.end();
  expect(await retry.exit).toBe(1);
  expect(retry.stdout().match(/"tries":3/g)).toHaveLength(2);
});

test("an environment of the project, and one in a file", async () => {
  const { variable } = await startWsPeer();
  const url = variable.slice("ws=".length);
  const file = await written({ "a.yaml": passing, "env.yaml": `ws: ${url}\n` });
  const fromFile = runCli(["run", file, "--env", join(dirname(file), "env.yaml")]);
  fromFile.end();
  expect(await fromFile.exit).toBe(0);
  await writeFile(join(dirname(file), "signalbox.yaml"), `name: test\nvariables: { ws: ${url} }\n`);
  const fromProject = runCli(["run", file, "--project", dirname(file)]);
  fromProject.end();
  expect(await fromProject.exit).toBe(0);
  const unknown = runCli(["run", file, "--project", dirname(file), "--env", "staging"]);
  unknown.end();
  expect(await unknown.exit).toBe(2);
  expect(unknown.stderr()).toContain('has no environment "staging"');
});

test("a server that dies mid-run fails the step that waited, and the report is written", async () => {
  const { peer, variable } = await startWsPeer();
  const file = await written({ "a.yaml": scenario("  - expect: { text: never }\n    within: 1m\n") });
  const report = join(await temporaryFolder(), "j.xml");
  const cli = runCli(["run", file, "--var", variable, "--capture", "never", "-r", `junit=${report}`]);
  cli.end();
  await peer.line((line) => line === "open");
  await peer.stop("SIGKILL");
  expect(await cli.exit).toBe(1);
  expect(await readFile(report, "utf8")).toContain('type="CONNECTION_ENDED"');
});

test("Ctrl-C closes connections with the handshake and writes what there is", async () => {
  const { peer, variable } = await startWsPeer();
  const folder = dirname(
    await written({ "a.yaml": scenario("  - wait: 1m\n"), "b.yaml": scenario("  - wait: 1m\n") }),
  );
  const report = join(await temporaryFolder(), "j.xml");
  const captures = await temporaryFolder();
  const args = ["--jobs", "1", "--capture-dir", captures, "-r", `junit=${report}`, "-r", "human"];
  const cli = runCli(["run", folder, "--var", variable, ...args]);
  cli.end();
  await peer.line((line) => line === "open");
  cli.signal("SIGINT");
  expect(await cli.exit).toBe(130);
  await peer.line((line) => line === "close 1000 ");
  expect(cli.stdout()).toContain("Interrupted: 0 passed, 2 interrupted");
  expect(await readFile(report, "utf8")).toContain('errors="2"');
  expect(await readdir(captures)).toHaveLength(1);
});
