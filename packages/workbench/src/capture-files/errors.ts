/**
 * Why a file cannot be used as a capture.
 *
 * | code | meaning |
 * |---|---|
 * | `CAPTURE_MISSING` | there is no such file |
 * | `CAPTURE_UNREADABLE` | it cannot be opened, or is no SQLite file |
 * | `CAPTURE_FOREIGN` | a SQLite file, but no capture |
 * | `CAPTURE_TOO_NEW` | written by a newer version of Signalbox |
 * | `CAPTURE_DAMAGED` | a capture of which a part is missing or broken |
 * | `CAPTURE_EXISTS` | a file to be written is there already |
 */
export type CaptureFileErrorCode =
  | "CAPTURE_MISSING"
  | "CAPTURE_UNREADABLE"
  | "CAPTURE_FOREIGN"
  | "CAPTURE_TOO_NEW"
  | "CAPTURE_DAMAGED"
  | "CAPTURE_EXISTS";

export class CaptureFileError extends Error {
  readonly code: CaptureFileErrorCode;

  constructor(code: CaptureFileErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CaptureFileError";
    this.code = code;
  }
}
