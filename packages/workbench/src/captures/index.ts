export { Captures, type CapturesSetup } from "./captures.js";
export { CapturesError, type CapturesErrorCode } from "./errors.js";
export { type CapturesOptions, capturesDefaults } from "./options.js";
