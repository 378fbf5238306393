import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Network, startNetwork } from "../engines/network.mjs";
import { connectClient, settle, type TestClient } from "../support/clients.js";
import { eventually, type Node, type Nodes, type Setup, startNodes } from "../support/nodes.js";

const OPTIONS = { heartbeatInterval: 200, heartbeatTimeout: 1000, requestsTimeout: 2000 };
/** How long the network is broken, beyond what it takes the nodes to notice. */
const OUTAGE_MS = Number(process.env.OUTAGE_SECONDS ?? 0) * 1000;

/** How a network breaks. */
const faults = {
  "that swallows everything": {
    begin: (network: Network) => network.hold(),
    end: (network: Network) => network.release(),
  },
  "that refuses connections": {
    begin: (network: Network) => network.cut(),
    end: (network: Network) => network.mend(),
  },
};

/**
 * One node loses the engine while another keeps it.
 *
 * @param setup of a node that reaches the engine by this port
 */
export function describeNetwork(
  name: string,
  enginePort: () => number,
  setup: (port: number) => Setup,
): void {
  describe.each(Object.entries(faults))(`${name}, a node behind a network %s`, (_, { begin, end }) => {
    let network: Network;
    let nodes: Nodes;
    let clients: TestClient[];

    beforeEach(async () => {
      network = await startNetwork(enginePort());
      const setupOf = (index: number) => ({
        ...setup(index === 1 ? network.port : enginePort()),
        options: OPTIONS,
      });
      nodes = await startNodes(setupOf, ["ours", "ours", "ours"]);
      clients = await Promise.all(
        nodes.all.map((node) => connectClient(node, `client of ${node.name}`, { reconnection: false })),
      );
      await settle(nodes.all, clients);
      for (const node of nodes.all) await node.order("heard");
    });
    afterEach(async () => {
      for (const client of clients) client.close();
      await nodes.stop();
      await network.stop();
    });

    const at = (index: number) => nodes.all[index] as Node;
    const client = (index: number) => clients[index] as TestClient;
    const count = (of: Node) => of.order<number>("serverCount");
    const ids = async (of: Node) =>
      (await of.order<{ id: string }[]>("fetchSockets")).map(({ id }) => id).sort();
    const counts = (servers: number) => (number: number) => number === servers;

    it(
      "goes on for its own clients, is no ghost to the others, and comes back",
      async () => {
        const events: string[] = [];
        const hear = async () => {
          const heard = await at(1).order<{ event: string; nsp: string }[]>("heard");
          for (const { event, nsp } of heard)
            if (nsp === "/" && event.startsWith("engine-")) events.push(event);
          return events;
        };
        const others = [client(0).id, client(2).id].sort();

        await begin(network);
        await eventually(hear, (heard) => heard.includes("engine-lost"));
        await at(1).order("emit", { args: ["alone"] });
        await client(1).event("alone");
        expect(await ids(at(1))).toEqual([client(1).id]);
        for (const index of [0, 2]) {
          await eventually(() => count(at(index)), counts(2));
          expect(await ids(at(index))).toEqual(others);
        }
        await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
        expect(await hear()).toEqual(["engine-lost"]);
        await end(network);

        for (const node of nodes.all) await eventually(() => count(node), counts(3));
        for (const [index, node] of nodes.all.entries()) {
          await eventually(
            () => node.order("emit", { args: [`again ${index}`] }),
            () => clients.every(({ received }) => received.some(([event]) => event === `again ${index}`)),
          );
          expect(await ids(node)).toHaveLength(3);
        }
        expect((await hear())[1]).toBe("engine-back");
      },
      60_000 + OUTAGE_MS,
    );
  });
}
