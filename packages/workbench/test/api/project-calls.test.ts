import { startSocketIo, startWs } from "@signalbox/peers";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ConnectionState, ProjectState, VariableInfo } from "../../src/contract/index.js";
import { echo, folderWith, outline, put } from "../project/folder.js";
import { openPage, type Page, startWorkbench } from "./page.js";

async function openWorkbench(files: Readonly<Record<string, string>> = {}) {
  const project = await folderWith(files);
  const { api } = await startWorkbench({ project });
  const [page, other] = [await openPage(api), await openPage(api)];
  return { project, page, other };
}

/** What a page was told last under a name. */
function told<T>(page: Page, name: "project" | "variables" | "connection") {
  const news: T[] = [];
  page.on(name, (value: unknown) => void news.push(value as T));
  return () => news.at(-1);
}

test("what one page does to the project, all pages are told", async () => {
  const { page, other } = await openWorkbench();
  const state = told<ProjectState>(other, "project");
  const saved = await page.emitWithAck("request:save", { path: "chat/Echo", saved: echo });
  expect(saved).toMatchObject({ ok: true, value: { path: "chat/Echo", saved: echo } });
  const revision = saved.ok ? saved.value.revision : "";
  await vi.waitFor(() => expect(outline(state()?.tree ?? [])).toEqual(["chat/", "chat/Echo"]));
  expect(await other.emitWithAck("request:read", { path: "chat/Echo" })).toEqual(saved);
  expect(
    await other.emitWithAck("request:save", {
      path: "chat/Echo",
      saved: { ...echo, owner: "bob" },
      revision,
    }),
  ).toMatchObject({ ok: true });
  expect(
    await page.emitWithAck("request:save", { path: "chat/Echo", saved: { ...echo, owner: "eve" }, revision }),
  ).toMatchObject({ ok: false, problem: { code: "FILE_CHANGED" } });

  expect(await page.emitWithAck("folder:create", { path: "old" })).toEqual({ ok: true, value: null });
  expect(await page.emitWithAck("project:duplicate", { path: "chat/Echo" })).toEqual({
    ok: true,
    value: { path: "chat/Echo 2" },
  });
  expect(await page.emitWithAck("project:move", { path: "chat/Echo 2", to: "old/Copy" })).toEqual({
    ok: true,
    value: { path: "old/Copy" },
  });
  const deleted = await page.emitWithAck("project:delete", { path: "chat" });
  await vi.waitFor(() => expect(outline(state()?.tree ?? [])).toEqual(["old/", "old/Copy"]));
  const undoId = deleted.ok ? deleted.value.undoId : "";
  expect(await other.emitWithAck("project:restore", { undoId })).toEqual({
    ok: true,
    value: { path: "chat" },
  });
});

test("a change on disk is told to the pages", async () => {
  const { project, page } = await openWorkbench();
  const state = told<ProjectState>(page, "project");
  await put(project, "requests/by hand.yaml", "protocol: websocket\nurl: ws://x\n");
  await vi.waitFor(() => expect(outline(state()?.tree ?? [])).toEqual(["by hand"]), 5000);
});

test("environments and their variables, secrets masked", async () => {
  const { page, other } = await openWorkbench({ "signalbox.yaml": "variables:\n  host: everywhere\n" });
  const variables = told<readonly VariableInfo[]>(other, "variables");
  const dev = [
    { name: "host", value: "dev" },
    { name: "token", value: "s3cret", secret: true },
  ];
  expect(await page.emitWithAck("environment:save", { name: "dev", variables: dev })).toEqual({
    ok: true,
    value: null,
  });
  expect(await page.emitWithAck("environment:select", { name: "dev" })).toEqual({ ok: true, value: null });
  await vi.waitFor(() =>
    expect(variables()?.slice(0, 2)).toEqual([
      { name: "host", value: "dev", source: "environment", environment: "dev", secret: false },
      { name: "token", value: "••••••", source: "environment", environment: "dev", secret: true },
    ]),
  );
  const { project } = await other.emitWithAck("welcome");
  expect(project).toMatchObject({ environment: "dev" });
  expect(JSON.stringify(project)).not.toContain("s3cret");
  expect(await page.emitWithAck("environment:reveal", { name: "dev", variable: "token" })).toEqual({
    ok: true,
    value: "s3cret",
  });
  expect(await page.emitWithAck("environment:rename", { name: "dev", to: "local" })).toMatchObject({
    ok: true,
  });
  expect(await page.emitWithAck("environment:delete", { name: "local" })).toMatchObject({ ok: true });
  expect(await page.emitWithAck("environment:select", { name: undefined })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(variables()?.[0]).toMatchObject({ value: "everywhere", source: "project" }));
});

test("a saved request brings its reactions; what they store is a variable of the session", async () => {
  const peer = await startSocketIo(4);
  onTestFinished(() => peer.stop());
  const { page, other } = await openWorkbench({
    "requests/chat.yaml": `protocol: socket.io
url: http://127.0.0.1:${peer.port}
reactions:
  - enabled: true
    when: { event: welcome }
    then:
      - { do: store, variable: served, path: "$[0].version" }
`,
  });
  const variables = told<readonly VariableInfo[]>(other, "variables");
  const file = await page.emitWithAck("request:read", { path: "chat" });
  if (!file.ok) throw new Error(file.problem.message);
  const { request } = file.value.saved;
  await page.emitWithAck("connection:open", { id: "c", path: "chat", request });
  await vi.waitFor(
    () => expect(variables()?.[0]).toMatchObject({ name: "served", value: "4", source: "session" }),
    5000,
  );
  expect((await other.emitWithAck("welcome")).connections).toMatchObject([{ id: "c", path: "chat" }]);
});

test("repeats, behaviour and reactions of an open connection", async () => {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  const { page } = await openWorkbench();
  const state = told<ConnectionState>(page, "connection");
  const request = { protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` } as const;
  await page.emitWithAck("connection:open", { id: "c", request });
  await vi.waitFor(() => expect(state()?.phase).toBe("connected"), 5000);
  const done = { ok: true, value: null };
  const repeat = { messages: [{ kind: "text", body: "again" }], everyMs: 1 } as const;
  expect(await page.emitWithAck("connection:repeat", { id: "c", repeat })).toEqual(done);
  await peer.line((line) => line === "message again");
  expect(state()?.repeat).toMatchObject({ sent: expect.any(Number) });
  expect(await page.emitWithAck("connection:stop-repeat", { id: "c" })).toEqual(done);
  await vi.waitFor(() => expect(state()).not.toHaveProperty("repeat"));
  expect(
    await page.emitWithAck("connection:behave", { id: "c", behaviour: { answersHeartbeats: false } }),
  ).toEqual(done);
  await vi.waitFor(() => expect(state()?.behaviour).toEqual({ answersHeartbeats: false }));
  const reaction = {
    id: "r",
    enabled: true,
    when: { contains: "marco" },
    // biome-ignore lint/suspicious/noThenProperty: a list, not a function
    then: [{ do: "send", message: { kind: "text", body: "polo" } }],
  } as const;
  expect(await page.emitWithAck("connection:react", { id: "c", reactions: [reaction] })).toEqual(done);
  await page.emitWithAck("connection:send", { id: "c", message: { kind: "text", body: "marco" } });
  await peer.line((line) => line === "message polo");
});

test("calls of another shape are refused by the field that is wrong", async () => {
  const { page } = await openWorkbench();
  const send = page.emitWithAck as (...args: unknown[]) => Promise<unknown>;
  const refused = async (name: string, call: unknown, field?: string) => {
    const answer = await send.call(page, name, call);
    expect(answer).toMatchObject({
      ok: false,
      problem: { code: "REQUEST_INVALID", ...(field !== undefined && { values: { field } }) },
    });
  };
  const request = { protocol: "websocket", url: "ws://x" };
  await refused("connection:open", { request: { ...request, hedaers: [] } }, "request.hedaers");
  await refused(
    "connection:open",
    { request: { ...request, headers: [{ name: "a" }] } },
    "request.headers[0]",
  );
  await refused("connection:open", { request: { protocol: "websocket" } }, "request");
  await refused("connection:open", { request, reactions: [{ id: "r" }] }, "reactions[0]");
  await refused("connection:send", { id: "c", message: { kind: "smoke", body: "" } }, "message.kind");
  await refused(
    "connection:send",
    { id: "c", message: { kind: "event", event: "x", args: [1] } },
    "message.args[0]",
  );
  await refused("connection:repeat", { id: "c", repeat: { messages: [], everyMs: "1" } }, "repeat.everyMs");
  await refused("connection:behave", { id: "c", behaviour: { reads: 1 } }, "behaviour.reads");
  await refused("connection:react", { id: "c", reactions: {} }, "reactions");
  await refused("request:read", {}, "path");
  await refused("request:save", { path: "x", saved: { ...echo, messages: [{}] } }, "saved.messages[0]");
  await refused("project:move", { path: "x" }, "to");
  await refused("environment:save", { name: "x", variables: [{ name: 1 }] }, "variables[0].name");
  for (const name of [
    "folder:create",
    "project:delete",
    "project:restore",
    "environment:reveal",
    "connection:remove",
  ]) {
    await refused(name, null);
  }
});
