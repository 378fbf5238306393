/** Which places of two lists belong together; the others of each have no partner. */
export interface Alignment {
  readonly pairs: readonly (readonly [left: number, right: number])[];
}

/** Beyond this many comparisons, what lies between equal beginnings and ends is paired by place. */
const maxCells = 4_000_000;

/** Pairs equal items so that as many as can be keep their order (the longest common subsequence). */
export function align(left: readonly string[], right: readonly string[]): Alignment {
  const pairs: [number, number][] = [];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) {
    pairs.push([start, start]);
    start++;
  }
  let leftEnd = left.length;
  let rightEnd = right.length;
  const ends: [number, number][] = [];
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    ends.push([--leftEnd, --rightEnd]);
  }
  const middleLeft = left.slice(start, leftEnd);
  const middleRight = right.slice(start, rightEnd);
  if (middleLeft.length * middleRight.length <= maxCells) {
    for (const [one, other] of longestCommon(middleLeft, middleRight)) {
      pairs.push([start + one, start + other]);
    }
  }
  return { pairs: [...pairs, ...ends.reverse()] };
}

function longestCommon(left: readonly string[], right: readonly string[]): readonly [number, number][] {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}
