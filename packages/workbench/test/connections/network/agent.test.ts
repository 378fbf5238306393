import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { ConnectionAgent } from "../../../src/connections/network/agent.js";
import { localhost } from "../certificates.js";
import { startRawServer, startTlsEcho } from "../raw-server.js";

test.each([
  ["127.0.0.1", "http:", ["tcp", "http"]],
  ["localhost", "http:", ["dns", "tcp", "http"]],
  ["127.0.0.1", "https:", ["tcp", "tls", "http"]],
] as const)("%s by %s: the steps of making a connection are told", async (host, protocol, expected) => {
  const port = protocol === "http:" ? await startRawServer(() => {}) : await startTlsEcho(localhost);
  const steps: string[] = [];
  const agent = new ConnectionAgent({
    request: { tls: { verify: false } },
    tls: {},
    onStep: (step) => void steps.push(step),
  });
  onTestFinished(() => agent.destroy());
  const socket = agent.createConnection({ host, port, protocol });
  if (!socket) throw new Error("no connection");
  await once(socket, protocol === "http:" ? "connect" : "secureConnect");
  expect(steps.filter((step, at) => step !== steps[at - 1])).toEqual(expected);
});
