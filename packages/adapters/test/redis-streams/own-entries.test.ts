import { afterEach, beforeEach, expect, it } from "vitest";
import { OwnEntries } from "../../src/redis-streams/own-entries.js";

let own: OwnEntries;
let named: [message: string, name: string | undefined][];
beforeEach(() => {
  own = new OwnEntries();
  named = [];
});
afterEach(() => own.stop());

const add = (message: string) => own.add((name) => named.push([message, name]));

it("names a message when it comes back, whether Redis has answered before or not", () => {
  const answered = add("a");
  add("b");
  answered("1-0");
  expect(named).toEqual([]);
  own.onRead("1-0");
  own.onRead("1-1");
  expect(named).toEqual([
    ["a", "1-0"],
    ["b", "1-1"],
  ]);
});

it("passes over what was added twice, and over what nobody waits for", () => {
  const quiet = own.add(undefined);
  const answered = add("a");
  quiet("1-0");
  answered("1-2");
  own.onRead("1-0");
  own.onRead("1-1");
  expect(named).toEqual([]);
  own.onRead("1-2");
  expect(named).toEqual([["a", "1-2"]]);
});

it("does not wait for what was not added, or for an engine that is lost", () => {
  const refused = add("a");
  const late = add("b");
  refused(undefined);
  expect(named).toEqual([["a", undefined]]);
  own.giveUpAll();
  expect(named[1]).toEqual(["b", undefined]);
  late("1-0");
  own.onRead("1-0");
  add("c");
  own.onRead("1-1");
  expect(named[2]).toEqual(["c", "1-1"]);
});

it("gives up after a while", async () => {
  own.start();
  const name = await new Promise((resolve) => own.add(resolve));
  expect(name).toBeUndefined();
});
