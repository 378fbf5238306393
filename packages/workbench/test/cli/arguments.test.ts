import { expect, test } from "vitest";
import { withExplicitValues } from "../../src/cli/arguments.js";

test.each([
  [
    ["--socket.io", "http://x"],
    ["--socket.io=auto", "http://x"],
  ],
  [
    ["--socket.io=4", "http://x"],
    ["--socket.io=4", "http://x"],
  ],
  [
    ["--ack", "http://x"],
    ["--ack=5", "http://x"],
  ],
  [
    ["http://x", "--ack"],
    ["http://x", "--ack=5"],
  ],
  [
    ["--ack", "0.5", "http://x"],
    ["--ack", "0.5", "http://x"],
  ],
])("%j", (given, meant) => {
  expect(withExplicitValues(given)).toEqual(meant);
});
