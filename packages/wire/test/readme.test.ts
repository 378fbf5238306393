import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { handshakeErrors, protocolErrors } from "../src/websocket/index.js";

// However wide the columns of its tables are.
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").replace(/ +/g, " ");

describe("the README", () => {
  it.each(Object.entries(protocolErrors))("has a row for %s with its close code", (code, { closeCode }) => {
    expect(readme).toContain(`| \`${code}\` | ${closeCode} |`);
  });

  it.each(Object.entries(handshakeErrors))("has a row for %s with its status", (code, { status }) => {
    expect(readme).toContain(`| \`${code}\` | ${status} |`);
  });
});
