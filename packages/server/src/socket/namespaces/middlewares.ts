/** An error for the client: `data` goes to it besides the message. */
export interface ExtendedError extends Error {
  data?: unknown;
}

export type Middleware<T> = (subject: T, next: (error?: ExtendedError) => void) => void;

/** Runs middlewares one after the other; the first error ends the run. */
export function runAll<T>(
  middlewares: readonly Middleware<T>[],
  subject: T,
  done: (error?: ExtendedError) => void,
): void {
  // A copy: one that is added during a run is for the next.
  const steps = middlewares.slice();
  const step = (index: number): void => {
    const middleware = steps[index];
    if (middleware === undefined) {
      done();
      return;
    }
    middleware(subject, (error) => {
      if (error) done(error);
      else step(index + 1);
    });
  };
  step(0);
}
