/**
 * Whether what a page sent has the shape of the contract: a clear answer instead of a failure deep inside.
 * Requests, messages and reactions are checked by the schemas of the project's files, which hold the same.
 */
import type { Problem } from "../contract/index.js";
import { type Misfit, misfitOf, type SchemaName } from "../project/index.js";
import { isObject, isOptional, isStrings, wrong } from "./shape.js";

const maxReactions = 1000;

export function checkOpenCall(call: unknown): Problem | undefined {
  if (!isObject(call)) return wrong("the call", "an object");
  for (const name of ["id", "title", "path"] as const) {
    if (!isOptional(call[name], "string")) return wrong(name, "a string");
  }
  return (
    checkRequest(call.request) ?? (call.reactions === undefined ? undefined : checkReactions(call.reactions))
  );
}

export function checkMessage(message: unknown, field = "message"): Problem | undefined {
  return fit(message, field, "request", "message");
}

export function checkRepeat(repeat: unknown): Problem | undefined {
  if (!isObject(repeat)) return wrong("repeat", "an object");
  if (typeof repeat.everyMs !== "number") return wrong("repeat.everyMs", "a number");
  if (!isOptional(repeat.times, "number")) return wrong("repeat.times", "a number");
  return checkEach(repeat.messages, "repeat.messages", (message, field) => checkMessage(message, field));
}

export function checkBehaviour(behaviour: unknown): Problem | undefined {
  if (!isObject(behaviour)) return wrong("behaviour", "an object");
  for (const name of ["answersHeartbeats", "reads"] as const) {
    if (!isOptional(behaviour[name], "boolean")) return wrong(`behaviour.${name}`, "true or false");
  }
  return undefined;
}

export function checkReactions(reactions: unknown): Problem | undefined {
  if (Array.isArray(reactions) && reactions.length > maxReactions) {
    return wrong("reactions", `at most ${maxReactions}`);
  }
  return checkEach(reactions, "reactions", (reaction, field) => fit(reaction, field, "request", "reaction"));
}

export function checkClose(call: unknown): Problem | undefined {
  if (!isObject(call)) return wrong("the call", "an object");
  if (!isOptional(call.code, "number")) return wrong("code", "a number");
  return isOptional(call.reason, "string") ? undefined : wrong("reason", "a string");
}

export function checkSaved(saved: unknown): Problem | undefined {
  if (!isObject(saved)) return wrong("saved", "an object");
  if (typeof saved.name !== "string") return wrong("saved.name", "a string");
  if (!isOptional(saved.description, "string")) return wrong("saved.description", "a string");
  if (saved.tags !== undefined && !isStrings(saved.tags)) return wrong("saved.tags", "a list of strings");
  const isMessage = (message: unknown, field: string) => {
    if (!isObject(message) || typeof message.id !== "string" || typeof message.name !== "string") {
      return wrong(field, "an object with id, name and message");
    }
    return checkMessage(message.message, `${field}.message`);
  };
  return checkRequest(saved.request) ?? checkEach(saved.messages, "saved.messages", isMessage);
}

export function checkVariables(variables: unknown): Problem | undefined {
  return checkEach(variables, "variables", (variable, field) => {
    if (!isObject(variable)) return wrong(field, "an object");
    for (const name of ["name", "value"] as const) {
      if (typeof variable[name] !== "string") return wrong(`${field}.${name}`, "a string");
    }
    if (!isOptional(variable.secret, "boolean")) return wrong(`${field}.secret`, "true or false");
    return isOptional(variable.description, "string") ? undefined : wrong(`${field}.description`, "a string");
  });
}

/** The names of the call whose values must be strings. */
export function checkStrings(call: unknown, ...names: readonly string[]): Problem | undefined {
  if (!isObject(call)) return wrong("the call", "an object");
  const missing = names.find((name) => typeof call[name] !== "string");
  return missing === undefined ? undefined : wrong(missing, "a string");
}

function checkRequest(request: unknown): Problem | undefined {
  return fit(request, "request", "request");
}

function checkEach(
  list: unknown,
  field: string,
  check: (item: unknown, field: string) => Problem | undefined,
): Problem | undefined {
  if (!Array.isArray(list)) return wrong(field, "a list");
  for (const [at, item] of list.entries()) {
    const problem = check(item, `${field}[${at}]`);
    if (problem) return problem;
  }
  return undefined;
}

function fit(value: unknown, field: string, schema: SchemaName, definition?: string): Problem | undefined {
  if (!isObject(value)) return wrong(field, "an object");
  const misfit = misfitOf(value, schema, definition);
  return misfit && notFitting(misfit, field);
}

function notFitting({ path, key, reason }: Misfit, field: string): Problem {
  const steps = key === undefined ? path : [...path, key];
  const place = steps.reduce<string>(
    (way, step) => (typeof step === "number" ? `${way}[${step}]` : `${way}.${step}`),
    field,
  );
  return {
    code: "REQUEST_INVALID",
    message: `The request was not understood: in ${place}, ${reason.replace(/[.?]$/, "")}.`,
    values: { field: place, expected: reason },
  };
}
