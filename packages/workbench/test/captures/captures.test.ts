import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Captures, type CapturesSetup } from "../../src/captures/index.js";
import type { ViewChange } from "../../src/contract/index.js";
import { Timeline } from "../../src/timeline/index.js";
import { openDatabase } from "../../src/timeline/sql.js";
import { openTimeline, temporaryDirectory, textMessage } from "../timeline/entries.js";

/** A folder with captures that ended, oldest first, and one that is recorded. */
async function openFolder(ended: readonly string[], options: Partial<CapturesSetup> = {}) {
  const directory = await temporaryDirectory();
  const ids = new Map<string, string>();
  for (const name of ended) {
    const { timeline, connection, path } = await openTimeline({ path: join(directory, `${name}.sqlite`) });
    timeline.append(connection, textMessage(`in ${name}`));
    timeline.append(connection, textMessage("x".repeat(100_000)));
    ids.set(name, timeline.captureId);
    await timeline.close();
    setCreated(path, ids.size);
  }
  const { timeline, connection } = await openTimeline({ path: join(directory, "now.sqlite") });
  const changes: ViewChange[] = [];
  const captures = new Captures({
    directory,
    timeline,
    onChange: (change) => void changes.push(change),
    ...options,
  });
  onTestFinished(() => captures.close());
  const idOf = (name: string) => ids.get(name) ?? "";
  return { directory, captures, timeline, connection, changes, idOf };
}

/** The times of files that were written within one second are told apart. */
function setCreated(path: string, second: number): void {
  const db = openDatabase(path);
  db.prepare("UPDATE capture SET value = ? WHERE key = 'created'").run([`2026-01-01T00:00:0${second}.000Z`]);
  db.close();
}

test("captures are listed with what they hold, newest first", async () => {
  const { captures, timeline, connection, idOf } = await openFolder(["first", "second"]);
  timeline.append(connection, textMessage("live"));
  const list = captures.list();
  expect(list.captures).toEqual([
    expect.objectContaining({ id: timeline.captureId, current: true, messages: 1, kept: false, name: "" }),
    expect.objectContaining({ id: idOf("second"), current: false, messages: 2 }),
    expect.objectContaining({ id: idOf("first"), startedAt: Date.parse("2026-01-01T00:00:01.000Z") }),
  ]);
  expect(list.captures[0]?.endedAt).toBeUndefined();
  expect(list.captures[1]?.endedAt).toBeGreaterThan(Date.now() - 60_000);
  expect(list.bytesOnDisk).toBe(list.captures.reduce((sum, { bytesOnDisk }) => sum + bytesOnDisk, 0));
});

test("a capture is named and kept, also the one that is recorded", async () => {
  const { captures, timeline, idOf } = await openFolder(["first"]);
  expect(captures.change(idOf("first"), { name: "checkout bug, Tue", kept: true })).toMatchObject({
    name: "checkout bug, Tue",
    kept: true,
  });
  expect(captures.change(timeline.captureId, { name: "號誌" })).toMatchObject({
    name: "號誌",
    current: true,
  });
  expect(captures.list().captures.map(({ name, kept }) => [name, kept])).toEqual([
    ["號誌", false],
    ["checkout bug, Tue", true],
  ]);
  expect(() => captures.change("nobody", { kept: true })).toThrow(
    expect.objectContaining({ code: "CAPTURE_UNKNOWN" }),
  );
});

test("a capture is opened again: searched, read, counted, marked", async () => {
  const { captures, changes, idOf } = await openFolder(["first", "second"]);
  const source = await captures.source(idOf("first"));
  const change = await source.watch("v", { search: "in first" });
  expect(change.tail.map((row) => row.preview)).toEqual(["in first"]);
  await source.mark(1, { color: "amber", note: "look" });
  await vi.waitFor(() => expect(changes.at(-1)?.changed[0]?.mark?.note).toBe("look"));
  expect((await source.detail(1, 100)).row.mark).toEqual({ color: "amber", note: "look" });
  expect((await source.catalogue(undefined)).entries).toEqual([
    { direction: "received", count: 2, perSecond: 0, lastSeq: 2 },
  ]);
  await expect(captures.source("nobody")).rejects.toMatchObject({ code: "CAPTURE_UNKNOWN" });
});

test("a capture is deleted while it is looked at; the one that is recorded is not", async () => {
  const { captures, timeline, directory, idOf } = await openFolder(["first"]);
  const source = await captures.source(idOf("first"));
  await source.watch("v", {});
  await captures.delete(idOf("first"));
  expect(existsSync(join(directory, "first.sqlite"))).toBe(false);
  expect(captures.list().captures).toHaveLength(1);
  await expect(captures.delete(timeline.captureId)).rejects.toMatchObject({ code: "CAPTURE_IN_USE" });
  await expect(captures.delete(idOf("first"))).rejects.toMatchObject({ code: "CAPTURE_UNKNOWN" });
});

test("the oldest that are not kept make way when the folder reaches its limit", async () => {
  const { captures, timeline, connection, idOf } = await openFolder(["first", "second", "third"], {
    maxBytesOnDisk: 800_000,
  });
  captures.change(idOf("first"), { kept: true });
  for (let n = 0; n < 4; n++) timeline.append(connection, textMessage("y".repeat(100_000)));
  await timeline.flush();
  captures.noteStatus(timeline.status());
  const left = captures.list().captures.map(({ id }) => id);
  expect(left).toContain(idOf("first"));
  expect(left).toContain(timeline.captureId);
  expect(left).not.toContain(idOf("second"));
  expect(captures.list().bytesOnDisk).toBeLessThanOrEqual(800_000);
});

test("a capture that another workbench records is left alone", async () => {
  const { captures, directory } = await openFolder([], { maxBytesOnDisk: 1 });
  // This process stands for the other one: it lives, and the file names it.
  const other = await openTimeline({ path: join(directory, "other.sqlite") });
  other.timeline.append(other.connection, textMessage("theirs"));
  await other.timeline.flush();
  captures.noteStatus({ ...other.timeline.status(), bytesOnDisk: Number.MAX_SAFE_INTEGER });
  expect(captures.list().captures).toHaveLength(2);
  await expect(captures.delete(other.timeline.captureId)).rejects.toMatchObject({ code: "CAPTURE_IN_USE" });
});

test("a file that cannot be opened is listed with the reason, and the rest is", async () => {
  const { captures, directory, idOf } = await openFolder(["first", "second"]);
  const db = openDatabase(join(directory, "second.sqlite"));
  db.exec("PRAGMA user_version = 7");
  db.close();
  writeFileSync(
    join(directory, "text.sqlite"),
    "this is no database, but long enough to look like a file".repeat(20),
  );
  const problems = captures.list().captures.map(({ id, problem }) => [id, problem?.code]);
  expect(problems).toContainEqual(["second.sqlite", "CAPTURE_TOO_NEW"]);
  expect(problems).toContainEqual(["text.sqlite", "CAPTURE_UNREADABLE"]);
  expect(problems).toContainEqual([idOf("first"), undefined]);
  await expect(captures.source("second.sqlite")).rejects.toThrow("format 7");
});

test("a capture that was killed tells its last row's time as its end", async () => {
  const { captures, directory } = await openFolder(["first"]);
  const db = openDatabase(join(directory, "first.sqlite"));
  db.exec("DELETE FROM capture WHERE key = 'ended'");
  // The largest process id that Linux gives out is lower.
  db.exec("INSERT OR REPLACE INTO capture VALUES ('recorder', '4194305')");
  db.close();
  const [, first] = captures.list().captures;
  expect(first).toMatchObject({ current: false, endedAt: 1_700_000_000_000.25 });
});

test("a workbench that recorded nothing leaves no file behind", async () => {
  const directory = await temporaryDirectory();
  const timeline = await Timeline.open({ path: join(directory, "now.sqlite") });
  const captures = new Captures({ directory, timeline, onChange: () => {} });
  await timeline.close();
  await captures.close();
  expect(existsSync(join(directory, "now.sqlite"))).toBe(false);
});
