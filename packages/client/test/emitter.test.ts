import { expect, test } from "vitest";
import { Emitter } from "../src/emitter.js";

interface Events {
  e: (...args: unknown[]) => void;
  f: () => void;
}

const create = () => new Emitter<Events, Events>();

test("calls listeners in order, with the emitter as this", () => {
  const emitter = create();
  const seen: unknown[] = [];
  emitter.on("e", function (this: unknown, ...args) {
    seen.push(1, args, this === emitter);
  });
  emitter.addEventListener("e", () => seen.push(2));
  emitter.emit("e", "a", "b");
  expect(seen).toEqual([1, ["a", "b"], true, 2]);
});

test("once listeners are called once, and can be taken off by the function given", () => {
  const emitter = create();
  let calls = 0;
  const listener = () => calls++;
  emitter.once("e", listener);
  emitter.emit("e").emit("e");
  expect(calls).toBe(1);
  emitter.once("e", listener);
  emitter.off("e", listener).emit("e");
  expect(calls).toBe(1);
  expect(emitter.hasListeners("e")).toBe(false);
});

test("a listener added or removed while emitting counts from the next time on", () => {
  const emitter = create();
  const seen: string[] = [];
  const late = () => seen.push("late");
  const last = () => seen.push("last");
  emitter.on("e", () => {
    emitter.on("e", late).off("e", last);
  });
  emitter.on("e", last);
  emitter.emit("e");
  expect(seen).toEqual(["last"]);
  emitter.emit("e");
  expect(seen).toEqual(["last", "late"]);
});

test("off without listener or event removes more", () => {
  const emitter = create();
  const listener = () => {};
  emitter.on("e", listener).on("e", listener).on("f", listener);
  expect(emitter.listeners("e")).toEqual([listener, listener]);
  emitter.removeListener("e", listener);
  expect(emitter.listeners("e")).toHaveLength(1);
  emitter.removeAllListeners("e");
  expect(emitter.hasListeners("e")).toBe(false);
  emitter.off();
  expect(emitter.hasListeners("f")).toBe(false);
});
