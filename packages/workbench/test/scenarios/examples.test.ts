import { fileURLToPath } from "node:url";
import { startSocketIo, startWs } from "@signalbox/peers";
import { expect, test } from "vitest";
import { findScenarios, runSuite, type ScenarioResult } from "../../src/scenarios/index.js";
import { given, temporaryFolder } from "./files.js";

const folder = fileURLToPath(new URL("../../../../examples/scenarios", import.meta.url));

test("the examples pass against stock ws and socket.io 2, 3 and 4", async () => {
  const [ws, two, three, four] = await Promise.all([
    startWs(),
    startSocketIo(2),
    startSocketIo(3),
    startSocketIo(4),
  ]);
  const { scenarios, mistakes } = await findScenarios([folder]);
  expect(mistakes.map(({ message }) => message)).toEqual([]);
  const results: ScenarioResult[] = [];
  await runSuite(scenarios, {
    reporters: [{ result: (result) => void results.push(result), end: () => {} }],
    variables: given({
      ws: `ws://127.0.0.1:${ws.port}`,
      socketIo2: `http://127.0.0.1:${two.port}`,
      socketIo3: `http://127.0.0.1:${three.port}`,
      socketIo4: `http://127.0.0.1:${four.port}`,
    }),
    jobs: 4,
    bail: false,
    retry: 0,
    capture: "never",
    captureDirectory: await temporaryFolder(),
  });
  await Promise.all([ws, two, three, four].map((peer) => peer.stop()));
  expect(results.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(results.length).toBeGreaterThanOrEqual(30);
}, 60_000);
