export type { Entry } from "./entry.js";
export { TimelineError, type TimelineErrorCode } from "./errors.js";
export { type TimelineOptions, timelineDefaults } from "./options.js";
export { Timeline } from "./timeline.js";
