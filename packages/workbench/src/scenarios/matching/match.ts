import { nothing, show } from "../../capture-files/show.js";
import { bytesOf, isBytesSpec } from "./bytes.js";
import { type Difference, memberPath } from "./difference.js";
import { type OperatorContext, operatorIn, operators } from "./operators.js";

export interface MatchOptions {
  /** Objects hold nothing beyond what is expected. */
  readonly exact: boolean;
  /** Mappings that look like operators are none: what is expected is a value that was recorded. */
  readonly isLiteral?: boolean;
  /** Where files named by `{$binary: {file: …}}` are. */
  readonly directory: string;
}

const maxDifferences = 20;

/**
 * Where `actual` is not what is expected: nowhere when it matches. Mappings are expected as a subset, lists
 * item by item, everything else by value; a mapping with one key that begins with `$` is an operator.
 */
export function differences(
  expected: unknown,
  actual: unknown,
  options: MatchOptions,
  path = "$",
): readonly Difference[] {
  const found: Difference[] = [];
  compare(expected, actual, path, options, found);
  return found;
}

function compare(
  expected: unknown,
  actual: unknown,
  path: string,
  options: MatchOptions,
  found: Difference[],
): void {
  if (found.length >= maxDifferences) return;
  const tell = (wanted: string, there = show(actual)) =>
    void found.push({ path, expected: wanted, actual: there });
  const operator = options.isLiteral ? undefined : operatorIn(expected);
  if (operator) {
    const context: OperatorContext = {
      differences: (inner, value, at) => differences(inner, value, options, at),
      tell: (difference) => void found.push(difference),
    };
    if (operator.name === "$binary") compareBytes(operator.operand, actual, options, tell);
    else operators[operator.name](operator.operand, actual, path, context);
    return;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) tell(show(expected));
    else if (actual.length === expected.length) {
      for (const [index, item] of expected.entries()) {
        compare(item, actual[index], memberPath(path, index), options, found);
      }
    } else tell(`${count(expected)}: ${show(expected)}`, `${count(actual)}: ${show(actual)}`);
    return;
  }
  if (expected instanceof Uint8Array) {
    if (!(actual instanceof Uint8Array) || Buffer.compare(expected, actual) !== 0) tell(show(expected));
    return;
  }
  if (!isMapping(expected)) {
    // In JSON there is one zero.
    if (expected !== actual && !Object.is(expected, actual)) tell(show(expected));
    return;
  }
  if (!isMapping(actual)) {
    tell(show(expected));
    return;
  }
  for (const [key, value] of Object.entries(expected)) {
    const member = Object.hasOwn(actual, key) ? actual[key] : undefined;
    compare(value, member, memberPath(path, key), options, found);
  }
  if (!options.exact) return;
  for (const key of Object.keys(actual)) {
    if (Object.hasOwn(expected, key)) continue;
    found.push({ path: memberPath(path, key), expected: nothing, actual: show(actual[key]) });
  }
}

function count(list: readonly unknown[]): string {
  return list.length === 1 ? "1 item" : `${list.length} items`;
}

function compareBytes(
  operand: unknown,
  actual: unknown,
  options: MatchOptions,
  tell: (wanted: string) => void,
): void {
  const wanted = isBytesSpec(operand) ? bytesOf(operand, options.directory) : undefined;
  if (!wanted) tell("bytes");
  else if (!(actual instanceof Uint8Array) || !wanted.equals(actual)) tell(show(wanted));
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}
