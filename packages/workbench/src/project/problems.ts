/** What can go wrong with a project's files, as a person is told it. */
import type { Problem } from "../contract/index.js";

/** Where a mistake stands; line and column count from 1. */
export interface FilePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export const projectProblems = {
  fileInvalid: ({ file, line, column }: FilePosition, reason: string): Problem => ({
    code: "PROJECT_FILE_INVALID",
    message: `${file}:${line}:${column}: ${reason}.`,
    advice: "Correct the file; the rest of the project is not touched by it.",
    values: { file, line, column, reason },
  }),
  fileUnreadable: (file: string, reason: string): Problem => ({
    code: "PROJECT_FILE_UNREADABLE",
    message: `${file} cannot be read: ${reason}.`,
    values: { file, reason },
  }),
  fileUnwritable: (file: string, reason: string): Problem => ({
    code: "PROJECT_FILE_UNWRITABLE",
    message: `${file} cannot be written: ${reason}.`,
    advice: "Check the permissions of the project's folder and the space on the disk.",
    values: { file, reason },
  }),
  requestInvalid: (reason: string): Problem => ({
    code: "REQUEST_INVALID",
    message: `The request cannot be saved: ${reason}.`,
    values: { field: "saved", expected: reason },
  }),
  fileChanged: (file: string): Problem => ({
    code: "FILE_CHANGED",
    message: `${file} was changed by somebody else since it was read; it was not overwritten.`,
    advice: "Read it again, or save yours under another name.",
    values: { file },
  }),
  unknown: (path: string): Problem => ({
    code: "PROJECT_PATH_UNKNOWN",
    message: `There is no "${path}" in the project; it may have been moved or deleted.`,
    values: { path },
  }),
  pathInvalid: (path: string): Problem => ({
    code: "PROJECT_PATH_INVALID",
    message: `"${path}" is no path inside the project's folder.`,
    advice: "Use a relative path without `..`, and no link that leads out of the folder.",
    values: { path },
  }),
  exists: (path: string): Problem => ({
    code: "PROJECT_PATH_TAKEN",
    message: `"${path}" exists already.`,
    advice: "Choose another name.",
    values: { path },
  }),
  intoItself: (path: string): Problem => ({
    code: "PROJECT_MOVE_INTO_ITSELF",
    message: `The folder "${path}" cannot be moved into itself.`,
    values: { path },
  }),
  undoGone: (): Problem => ({
    code: "PROJECT_UNDO_GONE",
    message: "What was deleted is no longer kept.",
    advice: "Look for it in your version control.",
  }),
  tooLarge: (path: string, limit: number): Problem => ({
    code: "PROJECT_TOO_LARGE",
    message: `"${path}" holds more than ${limit} bytes; it was not deleted, since it could not be brought back.`,
    advice: "Delete it in your file manager.",
    values: { path, limit },
  }),
  environmentUnknown: (name: string): Problem => ({
    code: "ENVIRONMENT_UNKNOWN",
    message: `There is no environment "${name}".`,
    values: { name },
  }),
  environmentTaken: (name: string): Problem => ({
    code: "ENVIRONMENT_TAKEN",
    message: `There is an environment "${name}" already.`,
    advice: "Choose another name.",
    values: { name },
  }),
  variableNameInvalid: (name: string): Problem => ({
    code: "VARIABLE_NAME_INVALID",
    message: `"${name}" cannot be the name of a variable.`,
    advice: "Use letters, digits, `_`, `-` and `.`, not a digit first.",
    values: { name },
  }),
  variableUnknown: (name: string): Problem => ({
    code: "VARIABLE_UNKNOWN",
    message: `There is no variable "${name}".`,
    values: { name, where: "" },
  }),
} as const;

/** Ends an operation on the project's files with a problem to tell. */
export class ProjectError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}
