import { expect, it } from "vitest";
import { MessageType } from "../../src/nodes/messages.js";
import { decodeEntry, encodeEntry, fieldsOf, isKept } from "../../src/redis-streams/entry-codec.js";
import { streamNameFor, streamNamesOf } from "../../src/redis-streams/stream-names.js";

// What official nodes were seen to add (redis-streams-adapter 0.3).
const text = {
  uid: "71b8b12be17fb6ef",
  nsp: "/",
  type: "3",
  data: '{"packet":{"type":2,"data":["ev",1,"é",null,{"a":1.5,"b":true}]},"opts":{"rooms":[],"except":[],"flags":{}}}',
};
const binary = {
  ...text,
  data: "gqZwYWNrZXSCpHR5cGUCpGRhdGGSomV2xAMBAgOkb3B0c4Olcm9vbXORonIxpmV4Y2VwdJGheKVmbGFnc4A=",
};

it("reads and writes text", () => {
  const incoming = decodeEntry(text);
  expect(incoming).toMatchObject({
    kind: "message",
    message: { uid: text.uid, nsp: "/", type: MessageType.BROADCAST },
  });
  if (incoming.kind !== "message" || !isKept(incoming.message)) throw new Error("not a message");
  expect(fieldsOf(encodeEntry(incoming.message, false))).toEqual(Object.entries(text).flat());
});

it("reads and writes bytes, and adds the room for our nodes", () => {
  const incoming = decodeEntry(binary);
  if (incoming.kind !== "message" || incoming.message.type !== MessageType.BROADCAST)
    throw new Error("not a broadcast");
  expect(incoming.message.data.packet.data).toEqual(["ev", Buffer.from([1, 2, 3])]);
  const { data, ...head } = binary;
  expect(encodeEntry(incoming.message, false)).toEqual({
    head: [...Object.entries(head).flat(), "room", "r1"],
    data,
  });
});

it("refuses what is no message", () => {
  expect(() => decodeEntry({ uid: "a", nsp: "/", type: "3", data: "{}" })).toThrow("packet is not an object");
  expect(() => decodeEntry({ uid: "a", nsp: "/", type: "3" })).toThrow("has no data");
});

// Where official nodes with streamCount 5 were seen to write.
it.each([
  ["/", "socket.io-2"],
  ["/admin", "socket.io-3"],
  ["/a", "socket.io-4"],
  ["/b", "socket.io-0"],
  ["/x1", "socket.io-1"],
])("finds the stream of %s", (namespace, name) => {
  expect(streamNameFor(namespace, "socket.io", 5)).toBe(name);
  expect(streamNamesOf(namespace, "socket.io", 5)).toEqual([name]);
});

it("reads the stream that official nodes write to and do not read", () => {
  expect(streamNamesOf("/another", "socket.io", 5)).toEqual(["socket.io-2", "socket.io--2"]);
});
