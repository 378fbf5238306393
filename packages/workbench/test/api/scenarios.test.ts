import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type PeerProcess, startWs } from "@signalbox/peers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ScenarioRun, ScenarioStep } from "../../src/contract/index.js";
import { temporaryFolder } from "../scenarios/files.js";
import { openPage, type Page, startWorkbench } from "./page.js";

let ws: PeerProcess;
beforeAll(async () => {
  ws = await startWs();
});
afterAll(() => ws.stop());

const scenario = (steps: string) => `connections:\n  a: { url: "{{ws}}" }\nsteps:\n  - connect: a\n${steps}`;

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "scenarios", "deep"), { recursive: true });
  await writeFile(join(folder, "signalbox.yaml"), `variables: { ws: "ws://127.0.0.1:${ws.port}" }\n`);
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, "scenarios", path), text);
  return folder;
}

function ended(page: Page): Promise<ScenarioRun> {
  return new Promise((resolve) => {
    page.on("scenario:run", (run) => {
      if (run.isOver) resolve(run);
    });
  });
}

test("a page lists and runs scenarios, and jumps from a failure to its row", async () => {
  const folder = await project({
    "good.yaml": `name: Good\n${scenario("  - send: hi\n  - expect: { text: hi }\n")}`,
    "deep/bad.yaml": `rows: [{ n: 1 }]\n${scenario("  - send: ho\n  - expect: { text: hi }\n    within: 1s\n")}`,
    "broken.yaml": "stepps: []\n",
    "rows.yaml": "- { a: 1 }\n",
  });
  const { api, workbench } = await startWorkbench({ project: folder });
  const page = await openPage(api);
  const listed = await page.emitWithAck("scenarios:list");
  expect(listed).toMatchObject({
    ok: true,
    value: [
      { path: "broken.yaml", problem: { code: "SCENARIO_INVALID", values: { line: 1, column: 1 } } },
      { path: "deep/bad.yaml", runs: 1, isPart: false },
      { path: "good.yaml", name: "Good", runs: 1 },
    ],
  });
  const steps: ScenarioStep[] = [];
  page.on("scenario:step", (step) => void steps.push(step));
  const over = ended(page);
  const started = await page.emitWithAck("scenario:run", { paths: ["good.yaml", "deep/bad.yaml"] });
  expect(started).toMatchObject({ ok: true, value: { total: 2, outcomes: [], isOver: false } });
  const { outcomes } = await over;
  const good = outcomes.find(({ path }) => path === "good.yaml");
  const bad = outcomes.find(({ path }) => path === "deep/bad.yaml");
  expect([good?.status, bad?.status, bad?.row]).toEqual(["passed", "failed", 1]);
  expect(bad?.failure).toMatchObject({ code: "EXPECTED_MISSING", file: "deep/bad.yaml", line: 7 });
  expect(steps.filter(({ path, state }) => path === "good.yaml" && state === "passed")).toHaveLength(3);

  await workbench.timeline.flush();
  const detail = await page.emitWithAck("timeline:detail", { seq: bad?.failure?.seq ?? 0 });
  expect(detail).toMatchObject({
    ok: true,
    value: { row: { direction: "received", connectionId: bad?.connectionIds[0] }, parts: [{ text: "ho" }] },
  });
  const filter = { connectionIds: good?.connectionIds ?? [], kinds: ["message"] } as const;
  const view = await page.emitWithAck("timeline:watch", { viewId: "v", filter });
  expect(view.ok && view.value.tail.map(({ direction, origin }) => [direction, origin])).toEqual([
    ["sent", "scenario"],
    ["received", undefined],
  ]);
});

test("a run is stopped by hand, and what is wrong is refused", async () => {
  const folder = await project({
    "long.yaml": scenario("  - wait: 1m\n"),
    "broken.yaml": "steps: [{ sned: x }]\n",
  });
  const { api } = await startWorkbench({ project: folder });
  const page = await openPage(api);
  const waiting = new Promise<void>((resolve) => {
    page.on("scenario:step", ({ line, state }) => {
      if (line === 5 && state === "started") resolve();
    });
  });
  const over = ended(page);
  const started = await page.emitWithAck("scenario:run", { paths: ["long.yaml"] });
  await waiting;
  const runId = started.ok ? started.value.runId : "";
  expect(await page.emitWithAck("scenario:stop", { runId })).toEqual({ ok: true, value: null });
  expect((await over).outcomes).toMatchObject([{ status: "interrupted", reason: "stopped by hand" }]);
  expect(await page.emitWithAck("scenario:stop", { runId })).toMatchObject({
    problem: { code: "SCENARIO_RUN_UNKNOWN" },
  });
  expect(await page.emitWithAck("scenario:run", { paths: ["broken.yaml"] })).toMatchObject({
    problem: { code: "SCENARIO_INVALID" },
  });
  expect(await page.emitWithAck("scenario:run", { paths: ["../signalbox.yaml"] })).toMatchObject({
    ok: false,
  });
});

test("chosen rows become a scenario of the project", async () => {
  const folder = await project({});
  const { api, workbench } = await startWorkbench({ project: folder });
  const page = await openPage(api);
  const connected = new Promise<void>((resolve) => {
    page.on("connection", ({ phase }) => {
      if (phase === "connected") resolve();
    });
  });
  const request = { protocol: "websocket", url: `ws://127.0.0.1:${ws.port}` } as const;
  await page.emitWithAck("connection:open", { id: "a", title: "alice", request });
  await connected;
  await page.emitWithAck("connection:send", { id: "a", message: { kind: "text", body: "hello" } });
  await workbench.timeline.flush();
  const filter = { kinds: ["message"], directions: ["sent"] } as const;
  const view = await page.emitWithAck("timeline:watch", { viewId: "v", filter });
  const seqs = view.ok ? view.value.tail.map(({ seq }) => seq) : [];
  const made = await page.emitWithAck("scenario:make", { seqs, name: "Hello", path: "hello" });
  expect(made).toMatchObject({ ok: true, value: { path: "hello.yaml" } });
  const text = await readFile(join(folder, "scenarios", "hello.yaml"), "utf8");
  expect(text).toContain("- send: hello\n    on: alice\n");
  expect(await page.emitWithAck("scenario:make", { path: "hello" })).toMatchObject({ ok: false });
  const over = ended(page);
  await page.emitWithAck("scenario:run", { paths: ["hello.yaml"] });
  expect((await over).outcomes).toMatchObject([{ name: "Hello", status: "passed" }]);
});
