import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ViewChange } from "../../src/contract/index.js";
import { Timeline } from "../../src/timeline/index.js";
import { openDatabase } from "../../src/timeline/sql.js";
import { event, openTimeline, temporaryDirectory, textMessage } from "./entries.js";

test("a row shows what was appended", async () => {
  const { timeline, connection } = await openTimeline();
  expect(timeline.append(connection, textMessage("hello\n  there"))).toBe(1);
  timeline.append(connection, textMessage("\u0001\u0002ÿ", { isText: false, opcode: 2, direction: "sent" }));
  timeline.append(connection, event("chat", ['{"from":"mei"}', "7"], { ackId: 3 }));
  timeline.append(
    connection,
    event("chat", ['{"ok":true}'], {
      kind: "ack",
      payload: '[{"ok":true}]',
      envelope: "433",
      pairSeq: 3,
      durationUs: 1500,
      ackId: 3,
    }),
  );
  await timeline.flush();
  const change = await timeline.watch("v", {});
  expect(change).toMatchObject({ viewId: "v", total: 4, complete: true, changed: [] });
  expect(change.tail).toEqual([
    {
      seq: 1,
      timeUs: 1_700_000_000_000_250,
      connectionId: "alice",
      direction: "received",
      kind: "message",
      isBinary: false,
      size: 13,
      preview: "hello there",
    },
    expect.objectContaining({ seq: 2, direction: "sent", isBinary: true, size: 4, preview: "01 02 c3 bf" }),
    expect.objectContaining({
      seq: 3,
      kind: "event",
      event: "chat",
      namespace: "/",
      ackId: 3,
      argumentCount: 2,
      pairSeq: 4,
      durationUs: 1500,
      preview: '{"from":"mei"},7',
    }),
    expect.objectContaining({ seq: 4, kind: "ack", pairSeq: 3, durationUs: 1500, preview: '{"ok":true}' }),
  ]);
});

test("a watched view is told its total, its tail and the rows that got an answer", async () => {
  const changes: ViewChange[] = [];
  const { timeline, connection } = await openTimeline({ onChange: (change) => void changes.push(change) });
  await timeline.watch("v", { events: ["join"] });
  const emit = timeline.append(connection, event("join", [], { direction: "sent", ackId: 0 }));
  timeline.append(connection, event("other", []));
  await vi.waitFor(() => expect(changes.at(-1)?.total).toBe(1));
  timeline.append(
    connection,
    event("join", [], { kind: "ack", payload: "[]", ackId: 0, pairSeq: emit, durationUs: 10 }),
  );
  await vi.waitFor(() => expect(changes.at(-1)?.total).toBe(2));
  expect(changes.at(-1)?.tail.map((row) => row.seq)).toEqual([1, 3]);
  expect(changes.flatMap((change) => change.changed)).toEqual([
    expect.objectContaining({ seq: emit, pairSeq: 3, durationUs: 10 }),
  ]);
});

test("filters choose by connection, direction, layer, event and content", async () => {
  const { timeline, connection } = await openTimeline();
  const bob = timeline.addConnection({ id: "bob", protocol: "socket.io", title: "Bob", url: "http://x" });
  timeline.append(connection, textMessage("Grüße aus KÖLN")); // 1
  timeline.append(connection, textMessage("plain ASCII Text", { direction: "sent" })); // 2
  timeline.append(bob, textMessage("\0after NUL", { isText: false, opcode: 2 })); // 3
  timeline.append(bob, textMessage("ping", { kind: "ping", opcode: 9 })); // 4
  timeline.append(
    bob,
    event("file", ['{"_placeholder":true,"num":0}'], {
      envelope: "451-",
      attachments: [Buffer.from("Inside the Attachment\xff", "latin1")],
    }),
  ); // 5
  timeline.append(bob, textMessage("收到,號誌正常")); // 6
  await timeline.flush();
  const seqs = async (filter: Parameters<Timeline["watch"]>[1]) => {
    const change = await timeline.watch("v", filter);
    expect(change.complete).toBe(true);
    return change.tail.map((row) => row.seq);
  };
  expect(await seqs({})).toEqual([1, 2, 3, 5, 6]);
  expect(await seqs({ protocolLayer: true })).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await seqs({ connectionIds: ["bob"] })).toEqual([3, 5, 6]);
  expect(await seqs({ connectionIds: [] })).toEqual([]);
  expect(await seqs({ directions: ["sent"] })).toEqual([2]);
  expect(await seqs({ events: ["file"] })).toEqual([5]);
  expect(await seqs({ search: "ascii TEXT" })).toEqual([2]);
  expect(await seqs({ search: "grÜSSE" })).toEqual([]);
  expect(await seqs({ search: "grÜße" })).toEqual([1]);
  expect(await seqs({ search: "köln" })).toEqual([1]);
  expect(await seqs({ search: "號誌" })).toEqual([6]);
  expect(await seqs({ search: "after nul" })).toEqual([3]);
  expect(await seqs({ search: "attachment" })).toEqual([5]);
  expect(await seqs({ search: "100%" })).toEqual([]);
  expect(await seqs({ search: "/^plain.*text$/i" })).toEqual([2]);
  expect(await seqs({ search: "/attachment\\xff/i" })).toEqual([5]);
  expect(await seqs({ search: "/./g", connectionIds: ["alice"] })).toEqual([1, 2]);
  await expect(timeline.watch("v", { search: "/(/" })).rejects.toMatchObject({ code: "FILTER_INVALID" });
});

test("rows are found anywhere in a long view, and while it grows", async () => {
  const { timeline, connection } = await openTimeline();
  const count = 30_000;
  for (let n = 1; n <= count; n++)
    timeline.append(connection, textMessage(n % 3 === 0 ? `fizz ${n}` : `${n}`));
  await timeline.flush();
  const first = await timeline.watch("fizz", { search: "FIZZ" });
  if (!first.complete)
    await vi.waitFor(async () => expect(await timeline.rows("fizz", 9_999, 1)).toHaveLength(1));
  const rows = await timeline.rows("fizz", 5_000, 3);
  expect(rows.map((row) => row.preview)).toEqual(["fizz 15003", "fizz 15006", "fizz 15009"]);
  expect(await timeline.rows("fizz", 10_000, 3)).toEqual([]);
  timeline.append(connection, textMessage("fizz at last"));
  await vi.waitFor(async () => expect(await timeline.rows("fizz", 10_000, 3)).toHaveLength(1));
  await expect(timeline.rows("other", 0, 1)).rejects.toMatchObject({ code: "VIEW_UNKNOWN" });
});

test("a row opened has its arguments apart and the bytes of its frames", async () => {
  const { timeline, connection } = await openTimeline();
  const blob = Buffer.from([1, 2, 3]);
  const packet =
    '["mixed","<a b=\\"1\\">x</a>",12345678901234567890,{"_placeholder":true,"num":1},{"deep":[{"_placeholder":true,"num":0}]}]';
  const seq = timeline.append(
    connection,
    event("mixed", [], {
      payload: packet,
      envelope: "452-/chat,",
      namespace: "/chat",
      attachments: [Buffer.from([9]), blob],
    }),
  );
  const key = Buffer.from([1, 2, 3, 4]);
  const masked = timeline.append(
    connection,
    textMessage("abcdef", { direction: "sent", heads: Buffer.from([0x81, 0x86, ...key]) }),
  );
  await timeline.flush();
  const detail = await timeline.detail(seq, 1000);
  expect(detail.parts).toEqual([
    { format: "xml", text: '<a b="1">x</a>', size: 14, cut: false },
    { format: "json", text: "12345678901234567890", size: 20, cut: false },
    expect.objectContaining({ format: "binary", size: 3, cut: false }),
    { format: "json", text: '{"deep":[{"_placeholder":true,"num":0}]}', size: 40, cut: false },
    expect.objectContaining({ format: "binary", size: 1, attachment: 0 }),
  ]);
  expect(detail.bytesAre).toBe("engine-packet");
  expect(Buffer.from(detail.bytes).toString()).toBe(`452-/chat,${packet}`);
  const frame = await timeline.detail(masked, 1000);
  expect(frame.bytesAre).toBe("frame");
  const wire = Buffer.from("abcdef").map((byte, index) => byte ^ (key[index & 3] ?? 0));
  expect(Buffer.from(frame.bytes)).toEqual(Buffer.from([0x81, 0x86, ...key, ...wire]));
  const cut = await timeline.detail(masked, 4);
  expect(cut).toMatchObject({ bytesShown: 4, bytesTotal: 12, parts: [{ text: "abcd", cut: true, size: 6 }] });
  await expect(timeline.detail(99, 10)).rejects.toMatchObject({ code: "ROW_UNKNOWN" });
});

test.each([
  [3, [4, 7, 8]],
  [4, [7, 8]],
] as const)(
  "frames of a binary event of Engine.IO %i come out as they crossed the wire",
  async (version, binary) => {
    const { timeline, connection } = await openTimeline();
    const text = '451-["x",{"_placeholder":true,"num":0}]';
    const heads = Buffer.from([0x81, text.length, 0x82, binary.length]);
    const seq = timeline.append(
      connection,
      event("x", [], {
        payload: text.slice(4),
        envelope: "451-",
        heads,
        attachments: [Buffer.from([7, 8])],
        engineVersion: version,
      }),
    );
    await timeline.flush();
    const detail = await timeline.detail(seq, 1000);
    expect(detail).toMatchObject({ bytesAre: "frame", engineVersion: version });
    expect(Buffer.from(detail.bytes)).toEqual(
      Buffer.concat([heads.subarray(0, 2), Buffer.from(text), heads.subarray(2), Buffer.from(binary)]),
    );
  },
);

test("places between rows and counts that are no numbers end", async () => {
  const { timeline, connection } = await openTimeline();
  for (let n = 0; n < 100; n++) timeline.append(connection, textMessage(String(n)));
  await timeline.flush();
  await timeline.watch("v", {});
  expect(await timeline.rows("v", 0.5, 1e9)).toHaveLength(100);
  expect(await timeline.rows("v", -3, 2.5)).toHaveLength(2);
  expect(await timeline.rows("v", Number.NaN, Number.NaN)).toEqual([]);
  expect(await timeline.rows("v", 0, Number.POSITIVE_INFINITY)).toHaveLength(100);
});

test("a capture is continued where it ended", async () => {
  const { timeline, connection, path } = await openTimeline();
  timeline.append(connection, textMessage("before"));
  await timeline.close();
  const again = await openTimeline({ path });
  expect(again.timeline.captureId).toBe(timeline.captureId);
  expect(again.connection).toBe(connection);
  expect(again.timeline.append(connection, textMessage("after"))).toBe(2);
  await again.timeline.flush();
  expect((await again.timeline.watch("v", {})).tail.map((row) => row.preview)).toEqual(["before", "after"]);
});

test("a capture opens in any SQLite tool", async () => {
  const { timeline, connection, path } = await openTimeline();
  timeline.append(connection, event("join", ['"lobby"'], { direction: "sent" }));
  await timeline.close();
  const db = openDatabase(path);
  onTestFinished(() => db.close());
  expect(db.prepare("SELECT time, connection, direction, kind, event, payload FROM timeline").all()).toEqual([
    ["2023-11-14T22:13:20.001000Z", "Alice", "sent", "event", "join", '["join","lobby"]'],
  ]);
  expect(db.prepare("PRAGMA integrity_check").get()).toEqual(["ok"]);
});

test("files that are no capture of ours are refused by name, newer ones with their number", async () => {
  const { timeline, path } = await openTimeline();
  await timeline.close();
  const db = openDatabase(path);
  db.exec("PRAGMA user_version = 999");
  db.close();
  await expect(Timeline.open({ path })).rejects.toMatchObject({
    code: "CAPTURE_TOO_NEW",
    message: expect.stringContaining("format 999"),
  });
  const foreign = join(await temporaryDirectory(), "foreign.sqlite");
  const other = openDatabase(foreign);
  other.exec("CREATE TABLE t (a)");
  other.close();
  await expect(Timeline.open({ path: foreign })).rejects.toMatchObject({ code: "CAPTURE_FOREIGN" });
  await expect(Timeline.open({ path: "/no/such/folder/x.sqlite" })).rejects.toMatchObject({
    code: "CAPTURE_UNREADABLE",
  });
});

test("a capture of format 1 opens, and is one of format 2 afterwards", async () => {
  const { timeline, connection, path } = await openTimeline();
  timeline.append(connection, textMessage("from before"));
  await timeline.close();
  const old = openDatabase(path);
  old.exec("ALTER TABLE entry DROP COLUMN origin; DROP TABLE mark; PRAGMA user_version = 1");
  old.close();
  const again = await openTimeline({ path });
  again.timeline.append(again.connection, textMessage("by rule", { origin: "reaction" }));
  await again.timeline.flush();
  await again.timeline.mark(1, { color: "green" });
  const { tail } = await again.timeline.watch("v", {});
  expect(tail.map(({ preview, mark, origin }) => [preview, mark?.color, origin])).toEqual([
    ["from before", "green", undefined],
    ["by rule", undefined, "reaction"],
  ]);
  await again.timeline.close();
  const db = openDatabase(path);
  onTestFinished(() => db.close());
  expect(db.prepare("PRAGMA user_version").get()).toEqual([2]);
});

test("what a limit drops is counted and told", async () => {
  const { timeline, connection } = await openTimeline({ maxCaptureBytes: 1 });
  timeline.append(connection, textMessage("one too many"));
  timeline.append(connection, textMessage("another"));
  await timeline.flush();
  expect(timeline.status()).toMatchObject({ dropped: 2, capturing: false, messages: 1 });
  const { tail } = await timeline.watch("v", {});
  expect(tail).toEqual([
    expect.objectContaining({ kind: "problem", preview: expect.stringContaining("limit of 1 bytes") }),
  ]);
});

test("a regular expression that never ends is given up, and everything else goes on", async () => {
  const { timeline, connection } = await openTimeline();
  timeline.append(connection, textMessage(`${"a".repeat(60)}!`));
  await timeline.flush();
  await timeline.watch("calm", {});
  await expect(timeline.watch("wild", { search: "/^(a+)+$/" })).rejects.toMatchObject({
    code: "SEARCH_TOO_SLOW",
  });
  await expect(timeline.rows("wild", 0, 1)).rejects.toMatchObject({ code: "SEARCH_TOO_SLOW" });
  timeline.append(connection, textMessage("still here"));
  await timeline.flush();
  await vi.waitFor(async () => expect(await timeline.rows("calm", 0, 10)).toHaveLength(2), 5000);
});
