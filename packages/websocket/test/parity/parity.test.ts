import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { WebSocket } from "../../src/index.js";
import { clientScenarios } from "./client.scenarios.js";
import { connectionScenarios } from "./connection.scenarios.js";
import { type Api, transcript } from "./scenario.js";
import { serverScenarios } from "./server.scenarios.js";
import { streamScenarios } from "./stream.scenarios.js";

// Each scenario is played twice, with ws and with ours; everything it logs (events, states, errors, bytes
// on the wire) must be the same. What differs on purpose is shown by tests of its own.
// By `require`, since only that gives the class with the server on it.
const stockApi: Api = createRequire(import.meta.url)("ws");
const ours = WebSocket as unknown as Api;

describe.each([
  ["server", serverScenarios],
  ["client", clientScenarios],
  ["connection", connectionScenarios],
  ["stream", streamScenarios],
])("as ws does it: %s", (_part, scenarios) => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    "%s",
    async (_name, scenario) => {
      const stock = await transcript(scenario, stockApi);
      expect(stock.length).toBeGreaterThan(0);
      expect(await transcript(scenario, ours)).toEqual(stock);
    },
  );
});
