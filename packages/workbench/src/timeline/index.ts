export type { Entry } from "./entry.js";
export { TimelineError, type TimelineErrorCode } from "./errors.js";
export { openForChanges } from "./open.js";
export { type TimelineOptions, timelineDefaults } from "./options.js";
export { ReaderClient } from "./reader-client.js";
export type { CaptureSource, Position } from "./source.js";
export type { Database } from "./sql.js";
export { Timeline } from "./timeline.js";
