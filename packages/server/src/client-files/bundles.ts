import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Names of the browser builds, each with its source map. */
const NAMES: ReadonlySet<string> = new Set(
  [
    "socket.io.js",
    "socket.io.min.js",
    "socket.io.esm.min.js",
    "socket.io.all.min.js",
    "socket.io.websocket.min.js",
  ].flatMap((name) => [name, `${name}.map`]),
);

export interface Bundle {
  readonly body: Buffer;
  readonly contentType: string;
  /** The client's version, quoted (RFC 9110 section 8.8.3). */
  readonly etag: string;
}

/**
 * A browser build of the client. The client package is looked for when a file is asked for: the server
 * works without it, and then there is nothing to serve.
 */
export function findBundle(name: string): Bundle | undefined {
  if (!NAMES.has(name)) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve("@signalbox/client/package.json");
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    const type = name.endsWith(".map") ? "application/json" : "application/javascript";
    return {
      body: readFileSync(join(dirname(manifest), "dist", name)),
      contentType: `${type}; charset=utf-8`,
      etag: `"${version}"`,
    };
  } catch {
    return undefined;
  }
}
