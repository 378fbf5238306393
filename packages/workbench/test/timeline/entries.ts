import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Entry, Timeline, type TimelineOptions } from "../../src/timeline/index.js";

/** A directory that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "signalbox-test-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A timeline that is closed after the test, with one connection, alice. */
export async function openTimeline(options: Partial<TimelineOptions> = {}) {
  const path = options.path ?? join(await temporaryDirectory(), "capture.sqlite");
  const timeline = await Timeline.open({ ...options, path });
  onTestFinished(() => timeline.close());
  const connection = timeline.addConnection({
    id: "alice",
    protocol: "websocket",
    title: "Alice",
    url: "ws://localhost/",
  });
  return { timeline, connection, path };
}

/** A received text message. */
export function textMessage(text: string, rest: Partial<Entry> = {}): Entry {
  return {
    kind: "message",
    direction: "received",
    at: 1_700_000_000_000.25,
    payload: Buffer.from(text),
    isText: true,
    opcode: 1,
    heads: Buffer.from([0x81, Math.min(125, Buffer.byteLength(text))]),
    ...rest,
  };
}

/** A received event, `args` as JSON texts. */
export function event(name: string, args: readonly string[], rest: Partial<Entry> = {}): Entry {
  return {
    kind: "event",
    direction: "received",
    at: 1_700_000_000_001,
    payload: `[${[JSON.stringify(name), ...args].join(",")}]`,
    isText: true,
    envelope: "42",
    namespace: "/",
    event: name,
    argumentCount: args.length,
    engineVersion: 4,
    ...rest,
  };
}
