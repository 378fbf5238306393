import type { CloseFacts } from "../driver.js";

/** The disconnect reasons of socket.io-client, for people. */
const meanings: Readonly<Record<string, string>> = {
  "io server disconnect": "the server ended the connection to this namespace",
  "io client disconnect": "ended from here",
  "ping timeout": "the server was not heard of within its ping interval and timeout",
  "transport close": "the connection below was closed",
  "transport error": "the connection below failed",
  "parse error": "the server sent a packet that cannot be read",
  "forced close": "ended from here",
};

const cleanReasons: readonly string[] = ["io client disconnect", "io server disconnect"];

export function disconnectFacts(reason: string, details: unknown): CloseFacts {
  const code = closeCodeIn(details);
  return {
    ...(code !== undefined && { code }),
    reason,
    meaning: meanings[reason] ?? "the connection ended",
    clean: cleanReasons.includes(reason),
  };
}

/** The close code of the WebSocket below, where it had one. */
function closeCodeIn(details: unknown): number | undefined {
  if (typeof details !== "object" || details === null || !("context" in details)) return undefined;
  const { context } = details;
  if (typeof context !== "object" || context === null || !("code" in context)) return undefined;
  return typeof context.code === "number" ? context.code : undefined;
}
