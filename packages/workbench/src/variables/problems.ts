/** What can be wrong with a variable, as a person is told it. */
import type { Problem } from "../contract/index.js";

export const variableProblems = {
  unknown: (name: string, where: string): Problem => ({
    code: "VARIABLE_UNKNOWN",
    message: `The variable "${name}" has no value${inPlace(where)}.`,
    advice: "Give it one in the environment or the project, or choose another environment.",
    values: { name, where },
  }),
  circular: (name: string, where: string): Problem => ({
    code: "VARIABLE_CIRCULAR",
    message: `The value of the variable "${name}" leads back to itself${inPlace(where)}.`,
    advice: "Change its value.",
    values: { name, where },
  }),
  argument: (name: string, expected: string, where: string): Problem => ({
    code: "VARIABLE_ARGUMENT",
    message: `"{{${name} …}}" takes ${expected}${inPlace(where)}.`,
    values: { name, expected, where },
  }),
  tooLong: (limit: number, where: string): Problem => ({
    code: "VARIABLE_TOO_LONG",
    message: `With its variables the text is longer than ${limit} characters${inPlace(where)}.`,
    advice: "Look for variables that hold each other several times.",
    values: { limit, where },
  }),
} as const;

function inPlace(where: string): string {
  return where === "" ? "" : ` (in ${where})`;
}
