import { expect, test } from "vitest";
import { parseOpen } from "../../src/engine/index.js";

const open = { sid: "abc", upgrades: ["websocket"], pingInterval: 25000, pingTimeout: 20000 };

test("reads what servers of both versions send", () => {
  expect(parseOpen(JSON.stringify(open))).toEqual(open);
  const withLimit = { ...open, maxPayload: 1e6, more: true };
  expect(parseOpen(JSON.stringify(withLimit))).toEqual(withLimit);
});

test.each([
  undefined,
  "",
  "{",
  "null",
  "[]",
  "3",
  new Uint8Array(3),
  JSON.stringify({ ...open, sid: "" }),
  JSON.stringify({ ...open, sid: 1 }),
  JSON.stringify({ ...open, upgrades: "websocket" }),
  JSON.stringify({ ...open, upgrades: [1] }),
  JSON.stringify({ ...open, pingInterval: -1 }),
  JSON.stringify({ ...open, pingTimeout: "1" }),
  JSON.stringify({ ...open, maxPayload: "1" }),
])("refuses %j", (data) => {
  expect(() => parseOpen(data)).toThrow(expect.objectContaining({ code: "ENGINE_BAD_OPEN" }));
});
