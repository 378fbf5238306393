import type { RowDetail } from "signalbox/contract";
import { expect, it } from "vitest";
import { anatomyOf } from "../../../src/model/detail/anatomy.js";
import { bitsOf, runAt, toRuns } from "../../../src/model/detail/byteSpans.js";

const detail = (text: string, direction: "sent" | "received"): RowDetail => {
  const payload = new TextEncoder().encode(text);
  const key = Uint8Array.of(1, 2, 3, 4);
  const isSent = direction === "sent";
  const content = isSent ? payload.map((byte, index) => byte ^ (key[index & 3] ?? 0)) : payload;
  const bytes = Uint8Array.of(0x81, payload.length | (isSent ? 0x80 : 0), ...(isSent ? key : []), ...content);
  return {
    row: {
      seq: 1,
      timeUs: 0,
      connectionId: "c",
      direction,
      kind: "event",
      size: payload.length,
      preview: "",
    },
    parts: [],
    bytes,
    bytesShown: bytes.length,
    bytesTotal: bytes.length,
    bytesAre: "frame",
    engineVersion: 4,
  };
};

it.each([
  ["received", 2],
  ["sent", 6],
] as const)("reads the Socket.IO packet inside a frame that was %s", (direction, head) => {
  const runs = toRuns(anatomyOf(detail('42/聊天,7["說",1]', direction), false));
  const kindAt = (offset: number) => runAt(runs, offset)?.path.at(-1);
  expect(kindAt(head)).toMatchObject({ kind: "engine.type", value: "message" });
  expect(kindAt(head + 1)).toMatchObject({ kind: "socket.type", value: "EVENT" });
  // "/聊天" is seven bytes long, though three characters.
  expect(kindAt(head + 8)).toMatchObject({ kind: "socket.namespace", value: "/聊天" });
  expect(kindAt(head + 9)).toMatchObject({ kind: "socket.namespace-end" });
  expect(kindAt(head + 10)).toMatchObject({ kind: "socket.id", value: 7 });
  expect(kindAt(head + 12)).toMatchObject({ kind: "socket.event", value: "說" });
});

it("keeps the bits of a byte together in one run", () => {
  const runs = toRuns(anatomyOf(detail("42[]", "received"), false));
  const first = runs[0];
  expect(first).toMatchObject({ start: 0, end: 1 });
  expect(first && bitsOf(first).map((span) => span.kind)).toContain("websocket.fin");
  expect(runAt(runs, 1000)).toBeUndefined();
});

it("covers each byte once, in order", () => {
  const { bytes } = detail('42["a",{"b":1}]', "received");
  const runs = toRuns(anatomyOf(detail('42["a",{"b":1}]', "received"), false));
  expect(runs.reduce((at, run) => (run.start === at ? run.end : -1), 0)).toBe(bytes.length);
});
