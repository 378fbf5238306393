import { startWs } from "@signalbox/peers";
import { expect, onTestFinished, test } from "vitest";
import { openPage, startWorkbench } from "./page.js";

const collection = {
  info: { name: "Chat", schema: "https://schema.postman.com/json/collection/v3.0.0/" },
  items: [
    {
      type: "ws-raw-request",
      name: "lobby",
      url: "ws://localhost/lobby",
      items: [{ type: "ws-raw-message", name: "hi", contentType: "text", content: "hello" }],
    },
  ],
};

test("a page takes a collection over, and writes it for another tool", async () => {
  const { api } = await startWorkbench();
  const page = await openPage(api);
  const files = [{ name: "chat.json", text: JSON.stringify(collection) }];
  expect(await page.emitWithAck("exchange:import", { files, into: "taken" })).toEqual({
    ok: true,
    value: { requests: ["taken/lobby"], captures: [], losses: [] },
  });
  const call = { path: "taken", format: "http", withSecrets: false } as const;
  const exported = await page.emitWithAck("exchange:export", call);
  expect(exported.ok && exported.value.files[0]?.text).toContain("WEBSOCKET ws://localhost/lobby\n\nhello");
  expect(exported.ok && exported.value.losses).toContainEqual({ where: "lobby", code: "folder" });
});

test("what was recorded leaves as HAR and comes back as a capture of its own", async () => {
  const { api, workbench } = await startWorkbench();
  const page = await openPage(api);
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  const connected = new Promise<void>((resolve) => {
    page.on("connection", (state) => {
      if (state.phase === "connected") resolve();
    });
  });
  const url = `ws://127.0.0.1:${peer.port}`;
  await page.emitWithAck("connection:open", { id: "a", request: { protocol: "websocket", url } });
  await connected;
  await page.emitWithAck("connection:send", { id: "a", message: { kind: "text", body: "to be kept" } });
  const exported = await page.emitWithAck("exchange:export-capture", { format: "har", withSecrets: false });
  const text = exported.ok ? (exported.value.files[0]?.text ?? "") : "";
  expect(text).toContain("to be kept");

  const imported = await page.emitWithAck("exchange:import", {
    files: [{ name: "yesterday.har", text }],
    into: "",
  });
  expect(imported).toMatchObject({ ok: true, value: { captures: ["yesterday"] } });
  const made = workbench.captures.list().captures.find(({ name }) => name === "yesterday");
  expect(made).toMatchObject({ kept: true, current: false });
  const view = {
    viewId: "v",
    filter: { search: "to be kept", directions: ["sent"] as const },
    captureId: made?.id ?? "",
  };
  expect(await page.emitWithAck("timeline:watch", view)).toMatchObject({ ok: true, value: { total: 1 } });
});

test("a file that is refused changes nothing, and a call of another shape is told so", async () => {
  const { api, workbench } = await startWorkbench();
  const page = await openPage(api);
  const files = [{ name: "chat.json", text: '{"info": {"schema": "https://schema.postman.com/"' }];
  expect(await page.emitWithAck("exchange:import", { files, into: "" })).toMatchObject({
    ok: false,
    problem: { code: "FORMAT_INVALID" },
  });
  expect(workbench.project.state.tree).toEqual([]);
  // @ts-expect-error a page that does not keep to the contract
  expect(await page.emitWithAck("exchange:import", { files: "chat.json", into: "" })).toMatchObject({
    ok: false,
    problem: { code: "REQUEST_INVALID", values: { field: "files" } },
  });
});
