import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import type { ConnectionOptions } from "../../connections/index.js";
import type { ConnectionRequest, Reaction } from "../../contract/index.js";
import { SessionVariables, scopeOf, type Variable } from "../../variables/index.js";
import type { ConnectOptions } from "./options.js";
import { requestOf, withOptions } from "./request.js";

/** What to connect to, and what its variables mean. */
export interface Target extends Pick<ConnectionOptions, "scope" | "readFile" | "store"> {
  readonly request: ConnectionRequest;
  readonly reactions?: readonly Reaction[];
}

/**
 * A URL, or a saved request of the project. The project is read only where something of it is asked for. Throws
 * an `Error` that says what is wrong with it.
 */
export async function openTarget(target: string, options: ConnectOptions): Promise<Target> {
  const isUrl = target.includes("://") || !/^(?:\.\/)?requests\//.test(target);
  if (isUrl && options.env === undefined && options.project === undefined) {
    const request = requestOf(target, options);
    return options.var.length === 0 ? { request } : { request, ...contextOf(options, []) };
  }
  const { openProject } = await import("./project.js");
  const project = await openProject(options.project ?? process.cwd(), options.env);
  const context = {
    ...contextOf(options, project.variables),
    readFile: (path: string) => (isAbsolute(path) ? readFile(path) : project.readFile(path)),
  };
  if (isUrl) return { request: requestOf(target, options), ...context };
  const { request, reactions } = await project.readRequest(target);
  return { request: withOptions(request, options), ...(reactions && { reactions }), ...context };
}

/** Variables of the command line count before all others but those that reactions store. */
function contextOf(options: ConnectOptions, known: readonly (readonly Variable[])[]) {
  const given = options.var.map(
    ({ name, value }): Variable => ({ name, value, secret: false, source: "session" }),
  );
  const session = new SessionVariables();
  return {
    scope: () => scopeOf(session.variables, given, ...known),
    store: (name: string, value: string) => void session.set(name, value),
  };
}
