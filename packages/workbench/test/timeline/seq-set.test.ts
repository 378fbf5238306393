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

test("the place of a member, or of what would be one, is found from its number", () => {
  const set = new SeqSet();
  const members = Array.from({ length: 20_000 }, (_, n) => 1 + n * 3);
  for (const member of members) set.add(member);
  for (const place of [0, 1, 31, 32, 4095, 12_345, 19_999]) {
    const member = members[place] ?? 0;
    expect(set.rank(member)).toBe(place);
    expect(set.rank(member + 1)).toBe(place + 1);
  }
  expect(set.rank(0)).toBe(0);
  expect(set.rank(1e9)).toBe(20_000);
});
