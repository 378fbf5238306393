import { expect, it } from "vitest";
import { MessageType } from "../../src/nodes/messages.js";
import {
  decodeAttachment,
  decodeNotification,
  encodeNotification,
  isFrom,
  pointerPayload,
} from "../../src/postgres/notification-codec.js";

// What official nodes were seen to notify and to store (postgres-adapter 0.5).
const text =
  '{"type":3,"data":{"packet":{"type":2,"data":["ev",1,"é",null,{"a":1.5,"b":true}]},"opts":{"rooms":[],"except":[],"flags":{}}},"uid":"7bee173a4b004942","nsp":"/"}';
const row = Buffer.from(
  "84a47479706503a46461746182a67061636b657482a47479706502a46461746192a26576c403010203a46f70747383a5726f6f6d7391a27231a665786365707491a178a5666c61677380a3756964b037626565313733613462303034393432a36e7370a12f",
  "hex",
);

it("reads and writes a notification", () => {
  const notified = decodeNotification(text);
  if (!("incoming" in notified) || notified.incoming.kind !== "message") throw new Error("not a message");
  expect(notified.incoming.message.type).toBe(MessageType.BROADCAST);
  expect(encodeNotification(notified.incoming.message, 8000)).toEqual({ payload: text });
});

it("knows its own notifications without reading them", () => {
  expect(isFrom(text, "7bee173a4b004942", "/")).toBe(true);
  expect(isFrom(text, "7bee173a4b004942", "/admin")).toBe(false);
  const quoted = JSON.stringify({ type: 9, data: { packet: ["x", text] }, uid: "other", nsp: "/" });
  expect(isFrom(quoted, "7bee173a4b004942", "/")).toBe(false);
});

it("reads and writes a row", () => {
  const incoming = decodeAttachment(row);
  if (incoming.kind !== "message") throw new Error("not a message");
  const outgoing = encodeNotification(incoming.message, 8000);
  if (!("attachment" in outgoing)) throw new Error("not an attachment");
  expect(outgoing.attachment.toString("hex")).toBe(row.toString("hex"));
  expect(outgoing.pointer).toEqual({ uid: "7bee173a4b004942", type: 3, room: "r1" });
  expect(decodeNotification('{"uid":"7bee173a4b004942","type":3,"attachmentId":"1"}')).toEqual({
    attachmentId: "1",
    uid: "7bee173a4b004942",
    room: undefined,
  });
  expect(pointerPayload({ uid: "a", type: 3, room: undefined }, "1")).toBe(
    '{"uid":"a","type":3,"attachmentId":"1"}',
  );
});

it.each([
  [7999, "payload"],
  [8000, "attachment"],
])("puts a message of %i bytes in the %s", (size, where) => {
  const message = (filling: string) =>
    ({ type: MessageType.SERVER_SIDE_EMIT, data: { packet: ["x", filling] }, uid: "u", nsp: "/" }) as const;
  const empty = Buffer.byteLength(JSON.stringify(message("")));
  expect(encodeNotification(message("x".repeat(size - empty)), 8000)).toHaveProperty(where);
});
