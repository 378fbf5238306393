import fc from "fast-check";
import { expect, test } from "vitest";
import { SeqSet } from "../../src/timeline/seq-set.js";

test("any slice is the slice of the same list in an array", () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20_000 })));
  fc.assert(
    fc.property(steps, fc.nat(300), fc.nat(300), (distances, from, count) => {
      const set = new SeqSet();
      const list: number[] = [];
      let seq = 0;
      for (const distance of distances) {
        seq += distance;
        set.add(seq);
        list.push(seq);
      }
      expect(set.size).toBe(list.length);
      expect(set.slice(from, count)).toEqual(list.slice(from, from + count));
      expect(set.has(seq)).toBe(list.length > 0);
      expect(set.has(seq + 1)).toBe(false);
    }),
  );
});

test("the last of many members is found", () => {
  const set = new SeqSet();
  for (let seq = 3; seq <= 3_000_000; seq += 3) set.add(seq);
  expect(set.slice(999_999, 10)).toEqual([3_000_000]);
  expect(set.slice(499_999, 2)).toEqual([1_500_000, 1_500_003]);
  expect(set.slice(1_000_000, 5)).toEqual([]);
});

test("members come in order", () => {
  const set = new SeqSet();
  set.add(5);
  expect(() => set.add(5)).toThrow(RangeError);
});
