import { randomBytes } from "node:crypto";

/** A random name for a node or a request: 16 hex digits, as the official adapters make them. */
export function randomName(): string {
  return randomBytes(8).toString("hex");
}

/** The shorter names of the official Redis adapter: 6 characters. */
export function shortName(): string {
  return randomBytes(5).toString("base64url").slice(0, 6);
}
