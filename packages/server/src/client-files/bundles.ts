import { existsSync, readFileSync } from "node:fs";

/** Names of the browser builds, each with its source map. */
const NAMES: ReadonlySet<string> = new Set(
  [
    "socket.io.js",
    "socket.io.min.js",
    "socket.io.esm.min.js",
    "socket.io.all.min.js",
    "socket.io.websocket.min.js",
    "socket.io.msgpack.min.js",
  ].flatMap((name) => [name, `${name}.map`]),
);

export interface Bundle {
  readonly body: Buffer;
  readonly contentType: string;
  /** The package's version, quoted (RFC 9110 section 8.8.3). */
  readonly etag: string;
}

const folder = new URL("../../client-dist/", import.meta.url);

/** A browser build of the client, which the package's build puts into `client-dist/`. */
export function findBundle(name: string): Bundle | undefined {
  const file = new URL(name, folder);
  if (!NAMES.has(name) || !existsSync(file)) return undefined;
  const type = name.endsWith(".map") ? "application/json" : "application/javascript";
  return { body: readFileSync(file), contentType: `${type}; charset=utf-8`, etag: `"${version()}"` };
}

let known: string | undefined;

function version(): string {
  if (known === undefined) {
    const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
    known = (JSON.parse(manifest) as { version: string }).version;
  }
  return known;
}
