import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectClient, quiet, settle, type TestClient } from "../support/clients.js";
import {
  eventually,
  type Make,
  type Node,
  type Nodes,
  type Setup,
  startEmitter,
  startNodes,
} from "../support/nodes.js";

/** A process without clients reaches the clients of all nodes. */
export function describeEmitter(
  name: string,
  setup: () => Promise<Setup>,
  make: Make,
  makes: readonly Make[] = ["ours", "stock"],
): void {
  describe(`${name}, emitter: ${make}, nodes: ${makes.join(", ")}`, () => {
    let nodes: Nodes;
    let emitter: Node & { stop(): Promise<void> };
    let clients: TestClient[];

    beforeAll(async () => {
      const chosen = await setup();
      nodes = await startNodes(chosen, makes);
      emitter = await startEmitter(chosen, make);
      clients = await Promise.all(nodes.all.map((node) => connectClient(node, `client of ${node.name}`)));
      await settle(nodes.all, clients);
    });
    beforeEach(async () => {
      await Promise.all(clients.map(({ socket }) => socket.emitWithAck("leave all")));
      await quiet(nodes.all, clients);
    });
    afterAll(async () => {
      for (const client of clients ?? []) client.close();
      await emitter?.stop();
      await nodes?.stop();
    });

    const emit = (args: unknown[], to: object = {}) => emitter.order("emit", { args, ...to });
    /** What comes before a last event, in any order: official Postgres nodes keep none. */
    const expectReceived = async (expected: readonly unknown[][][]) => {
      await emit(["end"]);
      await Promise.all(clients.map((client) => client.event("end")));
      const received = () =>
        clients.map(({ received: events }) => events.filter(([event]) => event !== "end"));
      await eventually(
        () => received().flat().length,
        (length) => length >= expected.flat().length,
      );
      expect(received()).toEqual(expected);
    };

    it("reaches everybody", async () => {
      await emit(["hello", 1, "é", null, { a: [1.5] }]);
      const event = ["hello", 1, "é", null, { a: [1.5] }];
      await expectReceived([[event], [event]]);
    });

    it("carries bytes, and what is large", async () => {
      const bytes = Buffer.alloc(20_000, 7);
      await emit(["bytes", bytes]);
      await expectReceived([[["bytes", bytes]], [["bytes", bytes]]]);
    });

    it("reaches rooms, and not those who are excepted", async () => {
      for (const client of clients) await client.socket.emitWithAck("join", "red");
      await clients[1]?.socket.emitWithAck("join", "quiet");
      await emit(["to red"], { rooms: ["red"], except: ["quiet"] });
      await expectReceived([[["to red"]], []]);
    });

    it("reaches one socket by its id", async () => {
      await emit(["for you"], { rooms: [clients[1]?.id] });
      await expectReceived([[], [["for you"]]]);
    });

    it("makes sockets join and leave", async () => {
      await emitter.order("join", { into: ["green"] });
      await eventually(
        () => emit(["to green"], { rooms: ["green"] }),
        () => clients.every(({ received }) => received.length > 0),
      );
      await emitter.order("leave", { from: ["green"], rooms: [clients[0]?.id] });
      await eventually(
        () => nodes.all[0]?.order<unknown[]>("fetchSockets", { rooms: ["green"] }),
        (sockets) => sockets?.length === 1,
      );
    });

    it("emits to all servers", async () => {
      await emitter.order("serverSideEmit", { args: ["hello", 7] });
      for (const node of nodes.all) {
        const heard = () => node.order<{ event: string; args: unknown[] }[]>("heard");
        const events = await eventually(heard, (all) => all.some(({ event }) => event === "hello"));
        expect(events.find(({ event }) => event === "hello")?.args).toEqual([7]);
      }
    });

    it("speaks to a namespace", async () => {
      const admin = await connectClient(nodes.all[0] as Node, "admin", { nsp: "/admin" });
      await emit(["for admins"], { nsp: "/admin" });
      expect(await admin.event("for admins")).toEqual(["for admins"]);
      admin.close();
      await expectReceived([[], []]);
    });

    it("disconnects sockets", async () => {
      const extra = await connectClient(nodes.all[1] as Node, "extra");
      const reason = new Promise((resolve) => {
        extra.socket.once("disconnect", resolve);
      });
      await emitter.order("disconnect", { rooms: [extra.id] });
      expect(await reason).toBe("io server disconnect");
      expect(clients.every(({ socket }) => socket.connected)).toBe(true);
    });
  });
}
