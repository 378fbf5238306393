import * as api from "./api.js";

/** `io` with everything else on it: what `require` gives, and the global of the script. */
export const callable: typeof api.io & typeof api = Object.assign(api.io, api);
