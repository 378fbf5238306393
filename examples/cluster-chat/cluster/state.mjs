import { fileURLToPath } from "node:url";

/** Where start.mjs writes down what it has started. */
export const stateFile = fileURLToPath(new URL("../../../.cache/cluster-chat.json", import.meta.url));
