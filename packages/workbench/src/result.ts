import type { Problem } from "./contract/index.js";

/** What an operation that gives nothing gives when it succeeds. */
export const done = { ok: true, value: null } as const;

export function refused(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}
