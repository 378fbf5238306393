import type { Problem } from "../contract/index.js";

export type FormatErrorCode =
  | "FORMAT_UNKNOWN" // no reader knows the file
  | "FORMAT_INVALID" // it is of the format it seems, but cannot be read
  | "FORMAT_VERSION" // of a version that is not read
  | "FORMAT_EMPTY"; // nothing in it concerns WebSocket or Socket.IO

/** Why a file was not imported. Nothing of it was: reading comes before writing. */
export class FormatError extends Error {
  readonly code: FormatErrorCode;
  readonly problem: Problem;

  constructor(code: FormatErrorCode, message: string, values: Problem["values"] = {}) {
    super(message);
    this.name = "FormatError";
    this.code = code;
    this.problem = { code, message, values };
  }
}
