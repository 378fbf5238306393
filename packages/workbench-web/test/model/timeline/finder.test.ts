import type { Row } from "signalbox/contract";
import { expect, it, vi } from "vitest";
import type { Backend } from "../../../src/model/backend.js";
import { Finder } from "../../../src/model/timeline/finder.js";

/** A backend that knows one view with these rows. */
function backendWith(seqs: readonly number[]): Backend {
  const answers: Readonly<Record<string, (call: { seq: number; from: number; viewId: string }) => unknown>> =
    {
      "timeline:watch": ({ viewId }) => ({
        viewId,
        total: seqs.length,
        tail: [],
        changed: [],
        complete: true,
      }),
      "timeline:unwatch": () => null,
      "timeline:position": ({ seq }) => seqs.filter((one) => one < seq).length,
      "timeline:rows": ({ from }) => [{ seq: seqs[from] } as Row],
    };
  const call = async (name: string, argument: unknown) => ({
    ok: true,
    value: answers[name]?.(argument as { seq: number; from: number; viewId: string }),
  });
  return { call, on: () => {}, onWelcome: () => {}, onLost: () => {} } as unknown as Backend;
}

it("goes to the next and the previous match from any row, around both ends", async () => {
  const finder = new Finder(backendWith([10, 20, 30]), undefined, "view");
  finder.watch({ search: "x" });
  await vi.waitFor(() => expect(finder.state.get().total).toBe(3));
  expect(await finder.step(1, 0)).toBe(10);
  expect(await finder.step(1, 10)).toBe(20);
  expect(await finder.step(1, 25)).toBe(30);
  expect(await finder.step(1, 30)).toBe(10);
  expect(finder.state.get().current).toBe(1);
  expect(await finder.step(-1, 10)).toBe(30);
  expect(await finder.step(-1, 25)).toBe(20);
  expect(finder.state.get().current).toBe(2);
});

it("has nowhere to go without a match, or without a search", async () => {
  const none = new Finder(backendWith([]), undefined, "view");
  none.watch({ search: "x" });
  expect(await none.step(1, 5)).toBeUndefined();
  none.watch(undefined);
  expect(await none.step(1, 5)).toBeUndefined();
});
