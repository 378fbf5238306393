import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectClient, settle, type TestClient } from "../support/clients.js";
import { eventually, type Node, type Nodes, type Setup, startNodes } from "../support/nodes.js";

/** How an engine is taken away and given back. */
export interface Outage {
  begin(): Promise<void>;
  end(): Promise<void>;
}

export interface FaultOptions {
  /** Absent: there is no engine apart from the nodes. */
  readonly outage?: () => Outage;
  /** Whether what is sent during the outage reaches the other nodes after it. */
  readonly isKept?: boolean;
}

const HEARTBEAT = { heartbeatInterval: 200, heartbeatTimeout: 1000 };

/** Nodes that die or stand still, and engines that go away. */
export function describeFaults(
  name: string,
  setup: () => Promise<Setup>,
  { outage, isKept = false }: FaultOptions = {},
): void {
  describe(`${name}, faults`, () => {
    let nodes: Nodes;
    let clients: TestClient[];

    beforeEach(async () => {
      const chosen = await setup();
      nodes = await startNodes({ ...chosen, options: { ...chosen.options, ...HEARTBEAT } }, [
        "ours",
        "ours",
        "ours",
      ]);
      clients = await Promise.all(
        nodes.all.map((node) => connectClient(node, `client of ${node.name}`, { reconnection: false })),
      );
      await settle(nodes.all, clients);
      for (const node of nodes.all) await node.order("heard");
    });
    afterEach(async () => {
      for (const client of clients) client.close();
      await nodes.stop();
    });

    const at = (index: number) => nodes.all[index] as Node;
    const client = (index: number) => clients[index] as TestClient;
    const count = (of: Node) => of.order<number>("serverCount");
    const ids = async (of: Node) =>
      (await of.order<{ id: string }[]>("fetchSockets")).map(({ id }) => id).sort();
    const engineEvents = async (of: Node) =>
      (await of.order<{ event: string; nsp: string; args: unknown[] }[]>("heard")).filter(
        ({ event, nsp }) => event.startsWith("engine-") && nsp === "/",
      );

    it("forgets a node that is killed", async () => {
      process.kill(at(2).pid, "SIGKILL");
      for (const index of [0, 1]) {
        await eventually(
          () => count(at(index)),
          (servers) => servers === 2,
        );
        expect(await ids(at(index))).toEqual([client(0).id, client(1).id].sort());
      }
      expect(await at(0).order("serverSideEmitWithAck", { args: ["hello", 1] })).toEqual(["B heard [1]"]);
      await at(0).order("emit", { args: ["still here"] });
      await Promise.all([client(0).event("still here"), client(1).event("still here")]);
    });

    it("does without a node that stands still, and takes it back", async () => {
      process.kill(at(2).pid, "SIGSTOP");
      try {
        for (const index of [0, 1]) {
          await eventually(
            () => count(at(index)),
            (servers) => servers === 2,
          );
          expect(await ids(at(index))).toEqual([client(0).id, client(1).id].sort());
        }
        const answers = await at(0).order<string[]>("emitWithAck", { args: ["question"] });
        expect(answers.sort()).toEqual([client(0).name, client(1).name]);
      } finally {
        process.kill(at(2).pid, "SIGCONT");
      }
      for (const node of nodes.all)
        await eventually(
          () => count(node),
          (servers) => servers === 3,
        );
      await at(0).order("emit", { args: ["welcome back"] });
      await client(2).event("welcome back");
      expect(await ids(at(0))).toHaveLength(3);
    });

    it.skipIf(outage === undefined)(
      "serves its own clients without the engine, says so once, and goes on",
      async () => {
        const { begin, end } = (outage as () => Outage)();
        await begin();
        try {
          for (const index of [0, 1, 2]) {
            await at(index).order("emit", { args: ["alone", index] });
            expect(await client(index).event("alone")).toEqual(["alone", index]);
          }
        } finally {
          await end();
        }
        for (const node of nodes.all)
          await eventually(
            () => count(node),
            (servers) => servers === 3,
            30_000,
          );
        for (const index of [0, 1, 2]) {
          await eventually(
            () => at(index).order("emit", { args: [`again ${index}`] }),
            () => clients.every(({ received }) => received.some(([event]) => event === `again ${index}`)),
          );
        }
        for (const [index, node] of nodes.all.entries()) {
          const alone = client(index).received.filter(([event]) => event === "alone");
          if (isKept) expect(alone.map(([, from]) => from).sort()).toEqual([0, 1, 2]);
          const [lost, back] = await engineEvents(node);
          if (!isKept) expect([lost?.event, back?.event]).toEqual(["engine-lost", "engine-back"]);
        }
      },
      60_000,
    );
  });
}
