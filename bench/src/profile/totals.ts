/** The formats that V8 writes, as far as they are read here. */
interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface HeapNode {
  readonly callFrame: CallFrame;
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

export interface HeapProfile {
  readonly head: HeapNode;
}

/** Shares of the whole by function, 0 to 1. */
export type Totals = ReadonlyMap<string, number>;

/** Time in which the processor was idle is no part of the whole. */
export function cpuTotals({ nodes, samples, timeDeltas }: CpuProfile): Totals {
  const places = new Map(nodes.map((node) => [node.id, placeOf(node.callFrame)]));
  const sums = new Map<string, number>();
  samples.forEach((id, index) => {
    const place = places.get(id) ?? "(unknown)";
    if (place !== "(idle)") add(sums, place, timeDeltas[index] ?? 0);
  });
  return shares(sums);
}

export function allocationTotals({ head }: HeapProfile): Totals {
  const sums = new Map<string, number>();
  const waiting = [head];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.selfSize > 0) add(sums, placeOf(node.callFrame), node.selfSize);
    waiting.push(...node.children);
  }
  return shares(sums);
}

function placeOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === "" ? "(anonymous)" : functionName;
  return url === "" ? name : `${name} ${url}:${lineNumber + 1}`;
}

function add(sums: Map<string, number>, place: string, amount: number): void {
  sums.set(place, (sums.get(place) ?? 0) + amount);
}

function shares(sums: ReadonlyMap<string, number>): Totals {
  const whole = [...sums.values()].reduce((sum, value) => sum + value, 0);
  return new Map([...sums].map(([place, value]) => [place, value / whole]));
}
