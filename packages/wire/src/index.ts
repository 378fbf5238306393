export * from "./errors.js";
export type * from "./tap.js";
