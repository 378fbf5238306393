import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";
import { connectClient, quiet, settle, type TestClient } from "../support/clients.js";
import { type Node, type Nodes, startNodes } from "../support/nodes.js";

describe("two Node clusters and two nodes, joined by Postgres", () => {
  let postgres: PostgresServer;
  const groups: Nodes[] = [];
  let nodes: readonly Node[];
  let clients: TestClient[];

  beforeAll(async () => {
    postgres = await startPostgres();
    const { url } = postgres;
    for (let cluster = 0; cluster < 2; cluster++) {
      groups.push(await startNodes({ adapter: "cluster", primaryPostgres: { url } }, ["ours", "ours"]));
    }
    groups.push(await startNodes({ adapter: "postgres", postgres: { url } }, ["ours", "stock"]));
    nodes = groups.flatMap(({ all }, group) =>
      all.map((node) => ({ ...node, name: `${group}${node.name}` })),
    );
    clients = await Promise.all(nodes.map((node) => connectClient(node, `client of ${node.name}`)));
    await settle(nodes, clients);
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    for (const group of groups) await group.stop();
    await postgres.stop();
  });
  beforeEach(() => quiet(nodes, clients));

  const at = (index: number) => nodes[index] as Node;

  describe.each([0, 2, 4, 5])("sent by node %i", (sender) => {
    it("reaches every client once, with its bytes", async () => {
      const bytes = Buffer.from([1, 2, 3]);
      await at(sender).order("emit", { args: ["news", bytes, "x".repeat(9000)] });
      for (const client of clients)
        expect(await client.event("news")).toEqual(["news", bytes, "x".repeat(9000)]);
      await quiet([at(sender)], clients);
      await at(sender).order("emit", { args: ["after"] });
      for (const client of clients) {
        await client.event("after");
        expect(client.received.filter(([event]) => event === "after")).toHaveLength(1);
      }
    });

    it("gathers acknowledgements, sockets and answers of servers from all", async () => {
      const names = clients.map(({ name }) => name).sort();
      const answers = await at(sender).order<string[]>("emitWithAck", { args: ["question"] });
      expect(answers.sort()).toEqual(names);
      expect(await at(sender).order("fetchSockets")).toHaveLength(clients.length);
      expect(await at(sender).order("serverSideEmitWithAck", { args: ["hello", 1] })).toHaveLength(
        nodes.length - 1,
      );
    });
  });
});
