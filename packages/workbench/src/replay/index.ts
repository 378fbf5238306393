export { type ReplayOptions, type ReplayResult, replay, replayDefaults, type Unsent } from "./replay.js";
