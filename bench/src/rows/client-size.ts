import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Row } from "../harness/row.js";

const require = createRequire(import.meta.url);

/** The minified script that a page loads, of the package that it is named after. */
const scripts: Readonly<Record<string, readonly [manifest: string, file: string]>> = {
  "@signalbox/client": ["@signalbox/client/package.json", "dist/socket.io.min.js"],
  "socket.io-client": ["socket.io-client/package.json", "dist/socket.io.min.js"],
};

export const clientSizeRows: readonly Row[] = [
  {
    name: "client-size",
    title: "Browser client with everything in it, minified and gzipped",
    unit: "bytes",
    ours: "@signalbox/client",
    peer: "socket.io-client",
    goal: { atMost: 6_000 },
    measure: async (module) => {
      const [manifest, file] = scripts[module] as readonly [string, string];
      const bytes = readFileSync(join(dirname(require.resolve(manifest)), file));
      return { value: gzipSync(bytes, { level: 9 }).length };
    },
  },
];
