import { io, type Socket } from "@signalbox/client";
import { startWs } from "@signalbox/peers";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Api } from "../../src/api/server.js";
import type { PageCalls, PageNews, ViewChange } from "../../src/contract/index.js";
import { cookieOf, startWorkbench } from "./page.js";

type Page = Socket<PageNews, PageCalls>;

/** As the page does it: our own client over our own server. */
async function openOwnPage(api: Api): Promise<Page> {
  const page: Page = io(`http://127.0.0.1:${api.port}`, {
    path: "/api/socket.io",
    extraHeaders: { cookie: await cookieOf(api) },
    forceNew: true,
    reconnection: false,
  });
  onTestFinished(() => void page.disconnect());
  await new Promise<void>((resolve, reject) => {
    page.once("connect", resolve);
    page.once("connect_error", reject);
  });
  return page;
}

async function openEcho(page: Page, id: string) {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  const connected = new Promise<void>((resolve) => {
    page.on("connection", (state) => {
      if (state.id === id && state.phase === "connected") resolve();
    });
  });
  const request = { protocol: "websocket", url: `ws://127.0.0.1:${peer.port}` } as const;
  const opened = await page.emitWithAck("connection:open", { id, title: "Echo", request });
  expect(opened).toMatchObject({ ok: true, value: { id, title: "Echo", request } });
  await connected;
  return peer;
}

test("a page connects, sends, watches the rows come and opens one", async () => {
  const { api } = await startWorkbench();
  const page = await openOwnPage(api);
  let change: ViewChange | undefined;
  page.on("timeline:change", (latest, ack) => {
    change = latest;
    ack();
  });
  await page.emitWithAck("timeline:watch", { viewId: "main", filter: { connectionIds: ["echo"] } });
  await openEcho(page, "echo");
  await page.emitWithAck("connection:send", { id: "echo", message: { kind: "json", body: '{"a":1}' } });
  await vi.waitFor(() => expect(change?.total).toBe(4), 5000);
  expect(change).toMatchObject({ viewId: "main", complete: true });
  expect(change?.tail.map((row) => `${row.direction} ${row.phase ?? row.kind} ${row.preview}`)).toEqual([
    expect.stringMatching(/^none connecting connecting to ws:/),
    "none connected connected",
    'sent message {"a":1}',
    'received message {"a":1}',
  ]);
  const seq = change?.tail[3]?.seq ?? 0;
  const detail = await page.emitWithAck("timeline:detail", { seq });
  if (!detail.ok) throw new Error(detail.problem.message);
  expect(detail.value.parts).toEqual([{ format: "json", text: '{"a":1}', size: 7, cut: false }]);
  expect(Buffer.from(detail.value.bytes)).toEqual(Buffer.from('\x81\x07{"a":1}', "latin1"));
  expect(detail.value.bytesAre).toBe("frame");
});

test("news reach every page, and a page that comes later is told what there is", async () => {
  const { api } = await startWorkbench();
  const first = await openOwnPage(api);
  const second = await openOwnPage(api);
  const removed = new Promise<string>((resolve) => second.on("connection:removed", resolve));
  await openEcho(first, "echo");
  const third = await openOwnPage(api);
  expect((await third.emitWithAck("welcome")).connections).toMatchObject([
    { id: "echo", phase: "connected" },
  ]);
  await first.emitWithAck("connection:remove", { id: "echo" });
  expect(await removed).toBe("echo");
  expect((await second.emitWithAck("welcome")).connections).toEqual([]);
});

test("a page that does not take changes in gets them gathered", async () => {
  const { api, workbench } = await startWorkbench();
  const page = await openOwnPage(api);
  const totals: number[] = [];
  let isBusy = true;
  let takeIn = () => {};
  page.on("timeline:change", ({ total }, ack) => {
    totals.push(total);
    if (isBusy) takeIn = ack;
    else ack();
  });
  await page.emitWithAck("timeline:watch", { viewId: "all", filter: {} });
  const connection = workbench.timeline.addConnection({
    id: "c",
    protocol: "websocket",
    title: "c",
    url: "ws:",
  });
  const append = async () => {
    workbench.timeline.append(connection, {
      kind: "message",
      direction: "received",
      at: Date.now(),
      payload: "x",
      isText: true,
    });
    await workbench.timeline.flush();
  };
  await append();
  await vi.waitFor(() => expect(totals).toEqual([1]));
  for (let n = 0; n < 5; n++) await append();
  const rows = await page.emitWithAck("timeline:rows", { viewId: "all", from: 0, count: 100 });
  expect(rows).toMatchObject({ ok: true, value: { length: 6 } });
  expect(totals).toEqual([1]);
  isBusy = false;
  takeIn();
  await vi.waitFor(() => expect(totals.at(-1)).toBe(6));
  expect(totals.length).toBeLessThan(6);
});

test("views of one page are nothing to another, and end with it", async () => {
  const { api, workbench } = await startWorkbench();
  const first = await openOwnPage(api);
  const second = await openOwnPage(api);
  await first.emitWithAck("timeline:watch", { viewId: "v", filter: {} });
  expect(await second.emitWithAck("timeline:rows", { viewId: "v", from: 0, count: 1 })).toMatchObject({
    ok: false,
    problem: { code: "VIEW_UNKNOWN" },
  });
  const name = `${first.id} v`;
  expect(await workbench.timeline.rows(name, 0, 1)).toEqual([]);
  first.disconnect();
  await vi.waitFor(() =>
    expect(workbench.timeline.rows(name, 0, 1)).rejects.toMatchObject({ code: "VIEW_UNKNOWN" }),
  );
});
