export { type Comparable, comparableOf } from "./comparable.js";
export { compareRows, type RowDifference } from "./compare.js";
export { type CaptureDiff, diffCaptures } from "./diff-captures.js";
export { type Ignored, parseIgnored } from "./ignore.js";
export { learnIds, type SentTexts, sentTexts } from "./learned-ids.js";
export { Substitutions } from "./substitutions.js";
