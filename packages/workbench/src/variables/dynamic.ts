/** Values that are computed anew at each use: one table, from which the page's completion and the README are made. */
import { randomBytes, randomInt, randomUUID } from "node:crypto";

export interface DynamicVariable {
  /** With its `$`. */
  readonly name: string;
  /** As it is written, arguments included. */
  readonly usage: string;
  readonly description: string;
  /** Throws a `RangeError` that says what the arguments must be. */
  compute(args: readonly string[]): string;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const maxLength = 4096;
/** `randomInt` takes ranges below 2^48. */
const maxRange = 2 ** 48;

export const dynamicVariables: readonly DynamicVariable[] = [
  {
    name: "$uuid",
    usage: "{{$uuid}}",
    description: "A random UUID, version 4.",
    compute: () => randomUUID(),
  },
  {
    name: "$timestamp",
    usage: "{{$timestamp}}",
    description: "Seconds since the epoch.",
    compute: () => String(Math.floor(Date.now() / 1000)),
  },
  {
    name: "$timestampMs",
    usage: "{{$timestampMs}}",
    description: "Milliseconds since the epoch.",
    compute: () => String(Date.now()),
  },
  {
    name: "$isoTimestamp",
    usage: "{{$isoTimestamp}}",
    description: "The time in ISO 8601, in UTC.",
    compute: () => new Date().toISOString(),
  },
  {
    name: "$randomInt",
    usage: "{{$randomInt 1 6}}",
    description: "A whole number from the first to the second, both included; 0 to 1000 without.",
    compute: ([from = "0", to = "1000"]) => {
      const [low, high] = [Number(from), Number(to)];
      const isRange =
        Number.isSafeInteger(low) && Number.isSafeInteger(high) && low <= high && high - low < maxRange;
      if (!isRange) throw new RangeError("two whole numbers, the smaller first");
      return String(randomInt(low, high + 1));
    },
  },
  {
    name: "$randomText",
    usage: "{{$randomText 8}}",
    description: "That many random letters and digits; 8 without.",
    compute: ([length = "8"]) =>
      Array.from({ length: lengthOf(length) }, () => alphabet.charAt(randomInt(alphabet.length))).join(""),
  },
  {
    name: "$randomHex",
    usage: "{{$randomHex 16}}",
    description: "That many random bytes as hex; 16 without.",
    compute: ([length = "16"]) => randomBytes(lengthOf(length)).toString("hex"),
  },
  {
    name: "$randomBoolean",
    usage: "{{$randomBoolean}}",
    description: "`true` or `false`.",
    compute: () => String(randomInt(2) === 1),
  },
  {
    name: "$literal",
    usage: "{{$literal name}}",
    description: "The text `{{name}}` itself.",
    compute: (words) => `{{${words.join(" ")}}}`,
  },
];

const byName = new Map(dynamicVariables.map((variable) => [variable.name, variable]));

export function dynamicVariable(name: string): DynamicVariable | undefined {
  return byName.get(name);
}

function lengthOf(text: string): number {
  const length = Number(text);
  if (!Number.isInteger(length) || length < 0 || length > maxLength) {
    throw new RangeError(`a whole number from 0 to ${maxLength}`);
  }
  return length;
}
