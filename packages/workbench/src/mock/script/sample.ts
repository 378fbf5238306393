import { bytesOf, isBytesSpec } from "../../scenarios/matching/bytes.js";
import { operatorIn } from "../../scenarios/matching/operators.js";

/** A value that a scenario's expectation takes: literals as they are, operators by an example. */
export function sampleOf(expected: unknown, directory: string): unknown {
  const operator = operatorIn(expected);
  if (operator) return sampleOfOperator(operator.name, operator.operand, directory);
  if (Array.isArray(expected)) return expected.map((item) => sampleOf(item, directory));
  if (typeof expected !== "object" || expected === null || expected instanceof Uint8Array) return expected;
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [key, sampleOf(value, directory)]),
  );
}

const samplesOfTypes: Readonly<Record<string, unknown>> = {
  string: "text",
  number: 1,
  integer: 1,
  boolean: true,
  null: null,
  array: [],
  object: {},
  binary: Buffer.from([0]),
};

function sampleOfOperator(
  name: NonNullable<ReturnType<typeof operatorIn>>["name"],
  operand: unknown,
  directory: string,
): unknown {
  switch (name) {
    case "$any":
      return operand === false ? undefined : "anything";
    case "$binary":
      return isBytesSpec(operand) ? bytesOf(operand, directory) : Buffer.alloc(0);
    case "$contains":
      return typeof operand === "string" ? operand : [sampleOf(operand, directory)];
    case "$exact":
      return operand;
    case "$gt":
      return Number(operand) + 1;
    case "$gte":
    case "$lte":
      return Number(operand);
    case "$lt":
      return Number(operand) - 1;
    case "$length":
      return "x".repeat(Number(sampleOf(operand, directory)) || 0);
    case "$not":
      return null;
    case "$oneOf":
      return Array.isArray(operand) ? sampleOf(operand[0], directory) : operand;
    case "$regex":
      return textFor(String(operand));
    case "$schema":
      return sampleOfSchema(operand);
    case "$type":
      return samplesOfTypes[String(operand)] ?? null;
  }
}

/** The plain beginning of an expression; what it stands for cannot be made up in general. */
function textFor(expression: string): string {
  return expression.replace(/^\/?\^?/, "").replace(/[\\[({.*+?|$].*$/s, "");
}

function sampleOfSchema(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return null;
  const {
    const: constant,
    default: standard,
    examples,
    enum: choices,
    type,
    properties,
    required,
    items,
  } = schema as Readonly<Record<string, unknown>>;
  if (constant !== undefined) return constant;
  if (standard !== undefined) return standard;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (Array.isArray(choices) && choices.length > 0) return choices[0];
  if (type === "array") return items === undefined ? [] : [sampleOfSchema(items)];
  if (type === "object" || properties !== undefined) {
    const needed = Array.isArray(required) ? required.map(String) : [];
    const known = typeof properties === "object" && properties !== null ? { ...properties } : {};
    return Object.fromEntries(needed.map((key) => [key, sampleOfSchema(Reflect.get(known, key) ?? {})]));
  }
  return samplesOfTypes[String(type)] ?? null;
}
