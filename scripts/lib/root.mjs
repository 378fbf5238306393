import { fileURLToPath } from "node:url";

/** The checkout's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the scripts remember between runs: stamps, logs, summaries. */
export const cache = fileURLToPath(new URL("../../node_modules/.cache/signalbox", import.meta.url));
