import cors, { type CorsOptions, type CorsOptionsDelegate } from "cors";
import type { EngineMiddleware } from "./middleware.js";
import { queryOf, versionOf } from "./request.js";

/**
 * Answers for other origins as the option says, with one addition: clients older than v3 send their
 * requests with credentials, which browsers do not let pass with the origin `*`. For them an option that lets
 * everybody in answers with the origin itself.
 */
export function corsMiddleware(option: CorsOptions | CorsOptionsDelegate): EngineMiddleware {
  const given = cors(option as CorsOptions) as EngineMiddleware;
  if (typeof option === "function" || !letsEverybodyIn(option)) return given;
  const withCredentials = cors({ ...option, origin: true, credentials: true }) as EngineMiddleware;
  return (request, response, next) => {
    const query = queryOf(request);
    const isOldClient = query.transport !== undefined && versionOf(query) === 3;
    (isOldClient ? withCredentials : given)(request, response, next);
  };
}

function letsEverybodyIn({ origin }: CorsOptions): boolean {
  return origin === undefined || origin === "*" || origin === true;
}
