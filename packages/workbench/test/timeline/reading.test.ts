import { expect, test, vi } from "vitest";
import type { TimelineFilter, ViewChange } from "../../src/contract/index.js";
import type { Timeline } from "../../src/timeline/index.js";
import { event, openTimeline, textMessage } from "./entries.js";

async function seqs(timeline: Timeline, filter: TimelineFilter): Promise<readonly number[]> {
  const change = await timeline.watch("v", filter);
  expect(change.complete).toBe(true);
  return change.tail.map((row) => row.seq);
}

test("filters choose by kind, namespace, size, muted and listened events", async () => {
  const { timeline, connection } = await openTimeline();
  timeline.append(connection, textMessage("ten bytes!")); // 1
  timeline.append(connection, event("tick", ["1"])); // 2
  timeline.append(connection, event("chat", ["2"], { namespace: "/room" })); // 3
  timeline.append(connection, event("join", [], { direction: "sent", ackId: 1 })); // 4
  timeline.append(connection, event("join", [], { kind: "ack", payload: "[]", ackId: 1, pairSeq: 4 })); // 5
  timeline.append(connection, textMessage("{}", { kind: "state", direction: "none" })); // 6
  timeline.append(connection, textMessage("tick", { kind: "engine", event: "tick" })); // 7
  await timeline.flush();
  expect(await seqs(timeline, { kinds: ["event", "state"] })).toEqual([2, 3, 4, 6]);
  expect(await seqs(timeline, { kinds: ["engine"], protocolLayer: true })).toEqual([7]);
  expect(await seqs(timeline, { namespaces: ["/room"] })).toEqual([3]);
  expect(await seqs(timeline, { minSize: 10, maxSize: 10 })).toEqual([1, 2, 3]);
  expect(await seqs(timeline, { mutedEvents: ["tick", "join"] })).toEqual([1, 3, 6]);
  // A packet of the protocol layer is no event, whatever its type is called.
  expect(await seqs(timeline, { mutedEvents: ["tick"], protocolLayer: true })).toEqual([1, 3, 4, 5, 6, 7]);
  // What is sent, its acks and the states stay: only received events are listened to.
  expect(await seqs(timeline, { listenedEvents: ["chat"] })).toEqual([1, 3, 4, 5, 6]);
});

test("a mark with a note stands on its row, comes with the change, and can be sought", async () => {
  const changes: ViewChange[] = [];
  const { timeline, connection } = await openTimeline({ onChange: (change) => void changes.push(change) });
  for (let n = 1; n <= 5; n++) timeline.append(connection, textMessage(String(n)));
  await timeline.flush();
  await timeline.watch("all", { protocolLayer: true });
  await timeline.watch("marked", { marked: true });
  await timeline.mark(4, { color: "red", note: "here it breaks\0" });
  await timeline.mark(2, { color: "blue" });
  await vi.waitFor(() =>
    expect(
      changes
        .filter(({ viewId }) => viewId === "marked")
        .at(-1)
        ?.tail.map((row) => row.seq),
    ).toEqual([2, 4]),
  );
  const changed = changes.filter(({ viewId }) => viewId === "all").flatMap((change) => change.changed);
  expect(changed).toContainEqual(
    expect.objectContaining({ seq: 4, mark: { color: "red", note: "here it breaks" } }),
  );
  await timeline.mark(4, undefined);
  expect(await seqs(timeline, { marked: true })).toEqual([2]);
  expect((await timeline.detail(2, 10)).row.mark).toEqual({ color: "blue" });
  await expect(timeline.mark(99, { color: "red" })).rejects.toMatchObject({ code: "ROW_UNKNOWN" });
});

test("a row says by whom it was sent, when no person sent it", async () => {
  const { timeline, connection } = await openTimeline();
  timeline.append(connection, textMessage("by hand"));
  timeline.append(connection, textMessage("by rule", { direction: "sent", origin: "reaction" }));
  timeline.append(connection, textMessage("again", { direction: "sent", origin: "repeat" }));
  await timeline.flush();
  const { tail } = await timeline.watch("v", {});
  expect(tail.map((row) => row.origin)).toEqual([undefined, "reaction", "repeat"]);
});

test("a place in a view is found by time and by row", async () => {
  const { timeline, connection } = await openTimeline();
  const startMs = 1_700_000_000_000;
  for (let n = 1; n <= 9_000; n++) {
    timeline.append(connection, textMessage(n % 3 === 0 ? "fizz" : String(n), { at: startMs + n }));
  }
  await timeline.flush();
  await timeline.watch("all", { protocolLayer: true });
  await timeline.watch("fizz", { search: "fizz" });
  await vi.waitFor(async () => expect(await timeline.rows("fizz", 2_999, 1)).toHaveLength(1));
  const timeUs = (startMs + 4_500) * 1000;
  expect(await timeline.position("all", { timeUs })).toBe(4_499);
  expect(await timeline.position("fizz", { timeUs })).toBe(1_499);
  expect(await timeline.position("fizz", { timeUs: timeUs + 1 })).toBe(1_500);
  expect(await timeline.position("fizz", { seq: 4_500 })).toBe(1_499);
  // One that does not belong: the next that does.
  expect(await timeline.position("fizz", { seq: 4_499 })).toBe(1_499);
  expect(await timeline.position("all", { timeUs: 0 })).toBe(0);
  expect(await timeline.position("all", { timeUs: Number.MAX_SAFE_INTEGER })).toBe(9_000);
  await expect(timeline.position("other", { seq: 1 })).rejects.toMatchObject({ code: "VIEW_UNKNOWN" });
});

test("the catalogue counts events and messages by direction, namespace and connection, once each", async () => {
  const { timeline, connection } = await openTimeline();
  const bob = timeline.addConnection({ id: "bob", protocol: "websocket", title: "Bob", url: "ws://x" });
  const at = Date.now();
  timeline.append(connection, event("tick", ["1"], { at: at - 60_000 }));
  timeline.append(connection, event("tick", ["2"], { at }));
  timeline.append(connection, event("tick", ["3"], { namespace: "/a", at }));
  timeline.append(connection, event("tick", ["3"], { kind: "ack", payload: "[]", at }));
  timeline.append(bob, textMessage("hi", { direction: "sent", at }));
  await timeline.flush();
  const alice = await timeline.catalogue(["alice"]);
  expect(alice.entries).toEqual([
    { event: "tick", namespace: "/", direction: "received", count: 2, perSecond: 1, lastSeq: 2 },
    { event: "tick", namespace: "/a", direction: "received", count: 1, perSecond: 1, lastSeq: 3 },
  ]);
  timeline.append(connection, event("tick", ["4"], { at }));
  timeline.append(bob, event("tick", ["5"], { at }));
  await timeline.flush();
  const all = await timeline.catalogue(undefined);
  expect(all.entries.map(({ event: name, count }) => [name, count])).toEqual([
    ["tick", 4],
    ["tick", 1],
    [undefined, 1],
  ]);
  expect((await timeline.catalogue(["nobody"])).entries).toEqual([]);
});

test("an event that was written in MessagePack has its arguments like any other", async () => {
  const { timeline, connection } = await openTimeline();
  // {type: 2, data: ["chat", {n: 18446744073709551615}, <bytes 01 02>], nsp: "/"}
  const packet = "83a47479706502a46461746193a46368617481a16ecfffffffffffffffffc4020102a36e7370a12f";
  timeline.append(connection, {
    kind: "event",
    direction: "received",
    at: 1_700_000_000_000,
    payload: Buffer.from(packet, "hex"),
    isText: false,
    event: "chat",
    namespace: "/",
    engineVersion: 4,
  });
  await timeline.flush();
  const { row, parts } = await timeline.detail(1, 1000);
  expect(row.preview).toBe('{"n": 18446744073709551615}, {"$binary": "AQI="}');
  expect(parts.map(({ format, text }) => [format, text])).toEqual([
    ["json", '{"n": 18446744073709551615}'],
    ["json", '{"$binary": "AQI="}'],
  ]);
});
