import { expect, test } from "vitest";
import { eventOfLine } from "../../src/cli/connect/input-line.js";

const json = (body: string) => ({ kind: "json", body });
const text = (body: string) => ({ kind: "text", body });

test.each([
  ["join", "join", []],
  ["join lobby", "join", [text("lobby")]],
  [
    'chat {"a": [1, "x y"]} 7 true null',
    "chat",
    [json('{"a": [1, "x y"]}'), json("7"), json("true"), json("null")],
  ],
  ['say "hello \\" there"  word', "say", [json('"hello \\" there"'), text("word")]],
  ['"two words" 1', "two words", [json("1")]],
  ['["chat", {"a": 1}, "x"]', "chat", [json('{"a":1}'), json('"x"')]],
])("the line %j", (line, event, args) => {
  expect(eventOfLine(line)).toEqual({ kind: "event", event, args });
});

test("what looks like JSON is sent as JSON, so that a slip is told and not sent as text", () => {
  expect(eventOfLine("chat {a:1}")).toEqual({ kind: "event", event: "chat", args: [json("{a:1}")] });
});

test("lines that are no event", () => {
  expect(eventOfLine("   ")).toBeUndefined();
  expect(eventOfLine("[1]")).toMatch(/event's name/);
  expect(eventOfLine("[")).toMatch(/not a JSON array/);
});
