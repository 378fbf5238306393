import type { PageCalls, Problem, Result } from "../contract/index.js";
import { TimelineError } from "../timeline/index.js";

export interface CallSource {
  on(name: string, listener: (...args: unknown[]) => void): unknown;
}

/**
 * Listens to a call. Whatever a handler throws, and a call of another shape than the contract's, ends as a
 * refusal for the caller and never reaches the process.
 */
export function on<Name extends keyof PageCalls>(
  socket: CallSource,
  name: Name,
  handle: (...args: Parameters<PageCalls[Name]>) => unknown,
): void {
  socket.on(name, (...args) => {
    const ack = args.at(-1);
    if (typeof ack !== "function") return;
    void (async () => {
      try {
        await handle(...(args as Parameters<PageCalls[Name]>));
      } catch (error) {
        ack({ ok: false, problem: problemOf(error) });
      }
    })();
  });
}

/** What a question gives, or why it gives nothing. */
export async function attempt<T>(ask: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Errors of the workbench's own parts carry the problem that a page is told. */
function problemOf(error: unknown): Problem {
  if (error instanceof Error && "problem" in error && isProblem(error.problem)) return error.problem;
  if (!(error instanceof Error)) return { code: "REQUEST_INVALID", message: String(error) };
  const { message } = error;
  if (error instanceof TimelineError && error.values) {
    return { code: error.code, message, values: error.values };
  }
  return { code: "code" in error ? String(error.code) : "REQUEST_INVALID", message };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}
