import type { IncomingMessage, ServerResponse } from "node:http";

/** A function in the manner of Express, run for each HTTP request and each upgrade of the engine. */
export type EngineMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** Runs the middlewares in order; `done` is not called when one of them ends the response itself. */
export function runMiddlewares(
  middlewares: readonly EngineMiddleware[],
  request: IncomingMessage,
  response: ServerResponse,
  done: (error?: unknown) => void,
): void {
  const step = (index: number): void => {
    const middleware = middlewares[index];
    if (middleware === undefined) {
      done();
      return;
    }
    middleware(request, response, (error?: unknown) => {
      if (error !== undefined && error !== null && error !== "") done(error);
      else step(index + 1);
    });
  };
  step(0);
}
