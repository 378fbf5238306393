// Writes what a browser loads without a bundler of its own: dist/socket.io*.js. Prints the sizes.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const bundles = [
  { from: "bundles/global.js", to: "socket.io.js", format: "iife", minify: false },
  { from: "bundles/global.js", to: "socket.io.min.js", format: "iife", minify: true },
  {
    from: "bundles/global-websocket-only.js",
    to: "socket.io.websocket.min.js",
    format: "iife",
    minify: true,
  },
  { from: "../bundles/msgpack.js", to: "socket.io.msgpack.min.js", format: "iife", minify: true },
  { from: "browser.js", to: "socket.io.esm.min.js", format: "esm", minify: true },
  { from: "bundles/global-all.js", to: "socket.io.all.min.js", format: "iife", minify: true },
];

for (const { from, to, format, minify } of bundles) {
  const bundle = await rolldown({
    input: file(`dist/${from}`),
    platform: "browser",
    // The class names of errors are for people, and people read minified code through its map.
    treeshake: { propertyReadSideEffects: false },
  });
  await bundle.write({
    file: file(`dist/${to}`),
    format,
    minify,
    // What told the bundler that a call has no effect has done its work.
    comments: !minify,
    sourcemap: true,
    name: "io",
    exports: format === "iife" ? "default" : "auto",
  });
  await bundle.close();
  const code = readFileSync(file(`dist/${to}`));
  console.log(`${to}: ${code.length} bytes, ${gzipSync(code, { level: 9 }).length} gzip`);
}
