/**
 * Every refusal of the captures folder.
 *
 * | code | meaning |
 * |---|---|
 * | `CAPTURE_UNKNOWN` | no file of the folder has this id |
 * | `CAPTURE_IN_USE` | it is being recorded, here or by another workbench, and cannot be deleted |
 * | `CAPTURE_UNWRITABLE` | its name or whether it is kept cannot be written |
 */
export type CapturesErrorCode = "CAPTURE_UNKNOWN" | "CAPTURE_IN_USE" | "CAPTURE_UNWRITABLE";

export class CapturesError extends Error {
  readonly code: CapturesErrorCode;

  constructor(code: CapturesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CapturesError";
    this.code = code;
  }
}
