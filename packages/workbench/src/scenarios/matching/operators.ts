import { nothing, show } from "../../capture-files/show.js";
import { type Difference, memberPath } from "./difference.js";
import { schemaFaults } from "./json-schema.js";

/** What an operator needs of the matcher. */
export interface OperatorContext {
  differences(expected: unknown, actual: unknown, path: string): readonly Difference[];
  tell(difference: Difference): void;
}

type Operator = (operand: unknown, actual: unknown, path: string, context: OperatorContext) => void;

const comparisons = {
  $gt: [">", (actual: number, operand: number) => actual > operand],
  $gte: ["≥", (actual: number, operand: number) => actual >= operand],
  $lt: ["<", (actual: number, operand: number) => actual < operand],
  $lte: ["≤", (actual: number, operand: number) => actual <= operand],
} as const;

/** What stands for a value in an expectation: a mapping whose only key is one of these. */
export const operators = {
  /** There is a value, whatever it is; `false`: there is none. */
  $any(operand, actual, path, { tell }) {
    if (operand === false && actual !== undefined) tell({ path, expected: nothing, actual: show(actual) });
    if (operand !== false && actual === undefined) tell({ path, expected: "anything", actual: nothing });
  },
  $regex(operand, actual, path, { tell }) {
    const expression = regularExpression(String(operand));
    if (typeof actual !== "string" || !expression.test(actual)) {
      tell({ path, expected: `a text that matches ${expression}`, actual: show(actual) });
    }
  },
  /** A text that contains this text, or a list with an item that matches. */
  $contains(operand, actual, path, { tell, differences }) {
    const isFound = Array.isArray(actual)
      ? actual.some((item) => differences(operand, item, path).length === 0)
      : typeof actual === "string" && actual.includes(String(operand));
    if (!isFound) tell({ path, expected: `something that contains ${show(operand)}`, actual: show(actual) });
  },
  $type(operand, actual, path, { tell }) {
    if (typeName(actual) !== operand && !(operand === "integer" && Number.isInteger(actual))) {
      tell({ path, expected: `a value of type ${operand}`, actual: show(actual) });
    }
  },
  /** The length of a text, list or bytes. */
  $length(operand, actual, path, { differences, tell }) {
    const hasLength = typeof actual === "string" || Array.isArray(actual) || actual instanceof Uint8Array;
    if (!hasLength) tell({ path, expected: `something of length ${show(operand)}`, actual: show(actual) });
    else for (const one of differences(operand, actual.length, memberPath(path, "length"))) tell(one);
  },
  $oneOf(operand, actual, path, { differences, tell }) {
    const choices = Array.isArray(operand) ? operand : [operand];
    if (!choices.some((choice) => differences(choice, actual, path).length === 0)) {
      tell({ path, expected: `one of ${show(choices)}`, actual: show(actual) });
    }
  },
  $not(operand, actual, path, { differences, tell }) {
    if (differences(operand, actual, path).length === 0) {
      tell({ path, expected: `not ${show(operand)}`, actual: show(actual) });
    }
  },
  $gt: comparison("$gt"),
  $gte: comparison("$gte"),
  $lt: comparison("$lt"),
  $lte: comparison("$lte"),
  /** Valid by this JSON Schema. */
  $schema(operand, actual, path, { tell }) {
    for (const { at, problem } of schemaFaults(operand, actual)) {
      tell({ path: path + at, expected: problem, actual: show(actual) });
    }
  },
  /** This value and nothing beyond it, operators not read. */
  $exact(operand, actual, path, { tell }) {
    if (!isSame(operand, actual)) tell({ path, expected: show(operand), actual: show(actual) });
  },
  /** Compared by the matcher itself, which knows where files are. */
  $binary() {},
} as const satisfies Readonly<Record<string, Operator>>;

export type OperatorName = keyof typeof operators;

export const operatorNames = Object.keys(operators) as readonly OperatorName[];

/** The operator that a value of an expectation is, if it is one. */
export function operatorIn(value: unknown): { name: OperatorName; operand: unknown } | undefined {
  const key = operatorKey(value);
  const name = operatorNames.find((known) => known === key);
  return name === undefined ? undefined : { name, operand: (value as Record<string, unknown>)[name] };
}

/** The key of a mapping that looks like an operator, known or not. */
export function operatorKey(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0]?.startsWith("$") ? keys[0] : undefined;
}

/** `/…/flags`, or an expression alone. Throws a `SyntaxError`. */
export function regularExpression(written: string): RegExp {
  const parts = /^\/(.*)\/([a-z]*)$/s.exec(written);
  return parts ? new RegExp(parts[1] ?? "", parts[2]?.replace("g", "")) : new RegExp(written, "u");
}

function comparison(name: keyof typeof comparisons): Operator {
  const [sign, holds] = comparisons[name];
  return (operand, actual, path, { tell }) => {
    if (typeof actual !== "number" || !holds(actual, Number(operand))) {
      tell({ path, expected: `a number ${sign} ${show(operand)}`, actual: show(actual) });
    }
  };
}

function typeName(value: unknown): string {
  if (value === undefined) return nothing;
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return value instanceof Uint8Array ? "binary" : typeof value;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other || Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(Reflect.get(one, key), Reflect.get(other, key)))
  );
}
