import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Tests run the sources: a test never passes on a stale build. What runs in a process of its own
// (the CLI, `npm start`) is built first by scripts/test.mjs.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@signalbox\/wire\/(\w+)$/, replacement: source("packages/wire/src/$1/index.ts") },
      {
        find: /^@signalbox\/adapters\/([\w-]+)$/,
        replacement: source("packages/adapters/src/$1/index.ts"),
      },
      { find: "@signalbox/websocket/raw", replacement: source("packages/websocket/src/raw.ts") },
      { find: "@signalbox/websocket/raw", replacement: source("packages/websocket/src/raw.ts") },
      { find: "@signalbox/server/engine", replacement: source("packages/server/src/engine/index.ts") },
      { find: "@signalbox/client/v2", replacement: source("packages/client/src/v2.ts") },
      { find: "@signalbox/peers", replacement: source("peers/src/index.ts") },
      { find: /^signalbox\/contract$/, replacement: source("packages/workbench/src/contract/index.ts") },
      { find: /^@signalbox\/([a-z]+)$/, replacement: source("packages/$1/src/index.ts") },
    ],
  },
  test: {
    include: ["packages/*/test/**/*.test.{ts,tsx}", "scripts/test/**/*.test.ts"],
    // Tests wait for other processes more than they compute: one worker would leave a small machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
