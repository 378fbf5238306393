import { expect, it } from "vitest";
import { listenedNames, USUAL_EVENTS, withListened } from "../../../src/model/timeline/listening.js";

it("listens to `message` from the start", () => {
  expect(listenedNames(USUAL_EVENTS)).toEqual(["message"]);
});

it("adds an event once, and listens again to one that was switched off", () => {
  const off = [{ event: "join", listen: false }];
  expect(withListened(off, " join ")).toEqual([{ event: "join", listen: true }]);
  expect(withListened(off, "leave")).toEqual([...off, { event: "leave", listen: true }]);
  expect(withListened(off, "  ")).toBe(off);
});
