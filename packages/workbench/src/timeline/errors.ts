/**
 * Every refusal of the timeline.
 *
 * | code | meaning |
 * |---|---|
 * | `CAPTURE_UNREADABLE` | the file cannot be opened, or is no SQLite file |
 * | `CAPTURE_FOREIGN` | a SQLite file, but no capture |
 * | `CAPTURE_TOO_NEW` | written by a newer version of Signalbox |
 * | `VIEW_UNKNOWN` | rows were asked of a view that is not watched |
 * | `ROW_UNKNOWN` | the row asked for is not in the capture |
 * | `FILTER_INVALID` | the filter cannot be used, for example a regular expression that does not compile |
 * | `SEARCH_TOO_SLOW` | a regular expression did not come to an end on one of the rows |
 */
export type TimelineErrorCode =
  | "CAPTURE_UNREADABLE"
  | "CAPTURE_FOREIGN"
  | "CAPTURE_TOO_NEW"
  | "VIEW_UNKNOWN"
  | "ROW_UNKNOWN"
  | "FILTER_INVALID"
  | "SEARCH_TOO_SLOW";

export interface TimelineErrorOptions extends ErrorOptions {
  /** The values named in the message, for translations. */
  readonly values?: Readonly<Record<string, string | number>>;
}

export class TimelineError extends Error {
  readonly code: TimelineErrorCode;
  readonly values: Readonly<Record<string, string | number>> | undefined;

  constructor(code: TimelineErrorCode, message: string, options: TimelineErrorOptions = {}) {
    super(message, options);
    this.values = options.values;
    this.name = "TimelineError";
    this.code = code;
  }
}
