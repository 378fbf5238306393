import { expect, test } from "vitest";
import { textMessage } from "../timeline/entries.js";
import { openPage, startWorkbench } from "./page.js";

async function startWithRows() {
  const { api, workbench } = await startWorkbench();
  const { timeline } = workbench;
  const connection = timeline.addConnection({
    id: "alice",
    protocol: "websocket",
    title: "Alice",
    url: "ws://x",
  });
  for (const text of ["one", "two", "three"]) timeline.append(connection, textMessage(text));
  await timeline.flush();
  return { workbench, page: await openPage(api) };
}

test("a page marks a row, goes to it by its place, and counts what was seen", async () => {
  const { page } = await startWithRows();
  await page.emitWithAck("timeline:watch", { viewId: "v", filter: { search: "t" } });
  expect(await page.emitWithAck("timeline:mark", { seq: 3, mark: { color: "red", note: "look" } })).toEqual({
    ok: true,
    value: null,
  });
  const detail = await page.emitWithAck("timeline:detail", { seq: 3 });
  expect(detail).toMatchObject({ value: { row: { mark: { color: "red", note: "look" } } } });
  expect(await page.emitWithAck("timeline:position", { viewId: "v", seq: 3 })).toEqual({
    ok: true,
    value: 1,
  });
  expect(await page.emitWithAck("timeline:catalogue", {})).toEqual({
    ok: true,
    value: { entries: [{ direction: "received", count: 3, perSecond: 0, lastSeq: 3 }] },
  });
  await page.emitWithAck("timeline:mark", { seq: 3, mark: undefined });
  const plain = await page.emitWithAck("timeline:detail", { seq: 3 });
  expect(plain.ok && plain.value.row.mark).toBe(undefined);
});

test("a page names a capture, and opens it again after the next start", async () => {
  const first = await startWorkbench();
  const { timeline } = first.workbench;
  const connection = timeline.addConnection({ id: "a", protocol: "websocket", title: "A", url: "ws://x" });
  timeline.append(connection, textMessage("from before"));
  await timeline.flush();
  const id = timeline.captureId;
  const page = await openPage(first.api);
  expect(await page.emitWithAck("capture:change", { id, name: "before", kept: true })).toMatchObject({
    value: { name: "before", kept: true, current: true },
  });
  const inUse = await page.emitWithAck("capture:delete", { id });
  expect(inUse).toMatchObject({ ok: false, problem: { code: "CAPTURE_IN_USE" } });
  const directory = timeline.path.replace(/\/captures\/[^/]+$/, "");
  await first.workbench.close();

  const second = await startWorkbench({ stateDirectory: directory });
  const later = await openPage(second.api);
  const list = await later.emitWithAck("captures:list");
  expect(list.ok && list.value.captures.map(({ name, current }) => [name, current])).toEqual([
    ["", true],
    ["before", false],
  ]);
  const watched = await later.emitWithAck("timeline:watch", { viewId: "old", filter: {}, captureId: id });
  expect(watched.ok && watched.value.tail.map((row) => row.preview)).toEqual(["from before"]);
  const rows = await later.emitWithAck("timeline:rows", { viewId: "old", from: 0, count: 10 });
  expect(rows.ok && rows.value).toHaveLength(1);
  expect(await later.emitWithAck("timeline:detail", { seq: 1, captureId: id })).toMatchObject({ ok: true });
  expect(await later.emitWithAck("timeline:detail", { seq: 1 })).toMatchObject({
    ok: false,
    problem: { code: "ROW_UNKNOWN" },
  });
  expect(await later.emitWithAck("capture:delete", { id })).toEqual({ ok: true, value: null });
  expect(await later.emitWithAck("timeline:watch", { viewId: "x", filter: {}, captureId: id })).toMatchObject(
    {
      ok: false,
      problem: { code: "CAPTURE_UNKNOWN" },
    },
  );
});

test("code carries the values of variables, but names secrets", async () => {
  const { page } = await startWithRows();
  const variables = [
    { name: "host", value: "example.com" },
    { name: "token", value: "t0p-secret", secret: true },
  ];
  expect(await page.emitWithAck("environment:save", { name: "staging", variables })).toMatchObject({
    ok: true,
  });
  expect(await page.emitWithAck("environment:select", { name: "staging" })).toMatchObject({ ok: true });
  const code = await page.emitWithAck("code:of", {
    target: "websocat",
    request: {
      protocol: "websocket",
      url: "ws://{{host}}/",
      headers: [{ name: "X-Token", value: "{{token}}" }],
    },
  });
  expect(code).toMatchObject({
    value: { text: "websocat --header='X-Token: {{token}}' ws://example.com/\n", language: "shell" },
  });
});

test.each([
  ["timeline:watch", { viewId: "v", filter: { kinds: "event" } }],
  ["timeline:watch", { viewId: "v", filter: { minSize: "1" } }],
  ["timeline:mark", { seq: 1, mark: { color: "pink" } }],
  ["timeline:mark", { seq: 1, mark: "red" }],
  ["code:of", { target: "cobol", request: { protocol: "websocket", url: "ws://x" } }],
  ["code:of", { target: "ws" }],
  ["capture:delete", undefined],
])("%s with %j is refused as not understood", async (name, call) => {
  const { page } = await startWithRows();
  const answer = await page.emitWithAck(name as "timeline:watch", call as never);
  expect(answer).toMatchObject({ ok: false });
});

test("ws code has no sense for Socket.IO, and says so", async () => {
  const { page } = await startWithRows();
  const request = { protocol: "socket.io", url: "http://example.com", version: 4 } as const;
  expect(await page.emitWithAck("code:of", { target: "ws", request })).toMatchObject({
    ok: false,
    problem: { code: "CODE_UNSUITABLE" },
  });
});
