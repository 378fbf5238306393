import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startWs } from "@signalbox/peers";
import { expect, onTestFinished, test, vi } from "vitest";
import { browserCommand } from "../../src/cli/open/browser.js";
import { Timeline } from "../../src/timeline/index.js";
import { openDatabase } from "../../src/timeline/sql.js";
import { openPage } from "../api/page.js";
import { temporaryDirectory } from "../timeline/entries.js";
import { runCli } from "./run-cli.js";

async function startWorkbenchProcess() {
  const stateDirectory = await temporaryDirectory();
  const cli = runCli(["--port", "0", "--no-open", "--state-dir", stateDirectory]);
  await cli.says("Signalbox is ready at ");
  const url = /http:\S+/.exec(cli.stdout())?.[0] ?? "";
  const captures = join(stateDirectory, "captures");
  const api = { url, port: Number(new URL(url).port), close: () => Promise.resolve() };
  return {
    cli,
    api,
    capture: () => join(captures, readdirSync(captures).find((name) => name.endsWith(".sqlite")) ?? ""),
  };
}

test("the workbench starts, serves its playground, and ends when told", async () => {
  const { cli, api } = await startWorkbenchProcess();
  const page = await openPage(api);
  const { playground } = await page.emitWithAck("welcome");
  const phases: string[] = [];
  page.on("connection", (state) => void phases.push(`${state.id} ${state.phase}`));
  await page.emitWithAck("timeline:watch", { viewId: "v", filter: {} });
  const echo = { protocol: "websocket", url: playground?.websocketUrl ?? "" } as const;
  const chat = { protocol: "socket.io", version: "auto", url: playground?.socketIoUrl ?? "" } as const;
  expect(await page.emitWithAck("connection:open", { id: "echo", request: echo })).toMatchObject({
    ok: true,
  });
  expect(await page.emitWithAck("connection:open", { id: "chat", request: chat })).toMatchObject({
    ok: true,
  });
  await vi.waitFor(
    () => expect(phases).toEqual(expect.arrayContaining(["echo connected", "chat connected"])),
    5000,
  );
  await page.emitWithAck("connection:send", { id: "echo", message: { kind: "text", body: "over and out" } });
  await page.emitWithAck("connection:send", {
    id: "chat",
    message: { kind: "event", event: "join", args: [{ kind: "text", body: "lobby" }], ackTimeoutMs: 5000 },
  });
  await vi.waitFor(async () => {
    const rows = await page.emitWithAck("timeline:rows", { viewId: "v", from: 0, count: 500 });
    if (!rows.ok) throw new Error(rows.problem.message);
    const shown = rows.value.map(
      (row) => `${row.connectionId} ${row.direction} ${row.kind} ${row.event ?? row.preview}`,
    );
    expect(shown).toEqual(
      expect.arrayContaining([
        "echo received message over and out",
        "chat sent event join",
        "chat received ack join",
        "chat received event picture",
        "chat received event tick",
      ]),
    );
  }, 5000);
  cli.signal("SIGTERM");
  expect(await cli.exit).toBe(0);
  expect(cli.stderr()).toBe("");
});

test("SIGKILL in the middle of a flood loses at most the last 200 ms, and the capture opens again", async () => {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  const { cli, api, capture } = await startWorkbenchProcess();
  const page = await openPage(api);
  await page.emitWithAck("connection:open", {
    id: "flood",
    request: { protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` },
  });
  await vi.waitFor(async () => {
    const { connections } = await page.emitWithAck("welcome");
    expect(connections[0]?.phase).toBe("connected");
  });
  await page.emitWithAck("connection:send", {
    id: "flood",
    message: { kind: "text", body: "flood 10000000 128" },
  });
  await vi.waitFor(
    async () => expect((await page.emitWithAck("welcome")).capture.messages).toBeGreaterThan(20_000),
    10_000,
  );
  const killedAt = Date.now();
  cli.signal("SIGKILL");
  expect(await cli.exit).toBe("SIGKILL");

  const timeline = await Timeline.open({ path: capture() });
  await timeline.close();
  const db = openDatabase(capture());
  onTestFinished(() => db.close());
  expect(db.prepare("PRAGMA integrity_check").get()).toEqual(["ok"]);
  const [count, last, lastTime] =
    db.prepare("SELECT count(*), max(seq), max(time_us) FROM entry").get() ?? [];
  expect(count).toBe(last);
  expect(killedAt - Number(lastTime) / 1000).toBeLessThan(200);
  // Every message of the flood up to there, in order: they are numbered.
  const [first, messages] =
    db.prepare("SELECT min(seq), count(*) FROM entry WHERE kind = 1 AND direction = 2").get() ?? [];
  const [text] = db.prepare("SELECT payload FROM entry WHERE seq = ?").get([Number(last)]) ?? [];
  expect(Number(first) + Number(messages) - 1).toBe(last);
  expect(String(text).replace(/x+$/, "")).toBe(String(Number(messages) - 1));
});

test("a port that is taken is told by another address; a state directory that cannot be is a failure", async () => {
  const first = await startWorkbenchProcess();
  const second = runCli([
    "--port",
    String(first.api.port),
    "--no-open",
    "--state-dir",
    await temporaryDirectory(),
  ]);
  await second.says("Signalbox is ready at ");
  expect(second.stdout()).not.toContain(`:${first.api.port}/`);
  const file = join(await temporaryDirectory(), "file");
  writeFileSync(file, "");
  const third = runCli(["--port", "0", "--no-open", "--state-dir", file]);
  expect(await third.exit).toBe(1);
  expect(third.stderr()).toMatch(/^Signalbox could not start: .*file/);
});

test.each([
  [{ BROWSER: "none", DISPLAY: ":0" }, "linux", undefined],
  [{}, "linux", undefined],
  [{ DISPLAY: ":0" }, "linux", ["xdg-open", "u"]],
  [{ WAYLAND_DISPLAY: "w", BROWSER: "firefox" }, "linux", ["firefox", "u"]],
  [{}, "darwin", ["open", "u"]],
] as const)("with %j on %s the browser is %j", (env, platform, command) => {
  expect(browserCommand("u", platform, env)).toEqual(command);
});
