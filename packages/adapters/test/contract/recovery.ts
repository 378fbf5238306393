import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectClient, quiet, settle, type TestClient } from "../support/clients.js";
import { eventually, type Make, type Node, type Nodes, type Setup, startNodes } from "../support/nodes.js";

/** Connection state recovery across nodes: a client that is cut off from one returns to another. */
export function describeRecovery(
  name: string,
  setup: () => Promise<Setup>,
  makes: readonly Make[] = ["ours", "ours", "ours"],
): void {
  describe(`${name}, recovery, nodes: ${makes.join(", ")}`, () => {
    let nodes: Nodes;
    let watchers: TestClient[];
    let client: TestClient;

    beforeEach(async () => {
      const server = { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } };
      nodes = await startNodes({ ...(await setup()), server }, makes);
      watchers = await Promise.all(nodes.all.map((node) => connectClient(node, `watcher of ${node.name}`)));
      await settle(nodes.all, watchers);
      client = await connectClient(at(0), "client", { reconnection: false });
      await client.socket.emitWithAck("join", "red");
      await client.socket.emitWithAck("set", { score: 7 });
      await quiet(nodes.all, [client]);
    });
    afterEach(async () => {
      for (const one of [...watchers, client]) one.close();
      await nodes.stop();
    });

    const at = (index: number) => nodes.all[index] as Node;
    const emit = (index: number, args: unknown[], to: object = {}) =>
      at(index).order("emit", { args, ...to });
    /** Cuts the connection, and waits until its node knows. */
    const cut = async () => {
      const [from, id] = [client.node, client.id];
      client.cut();
      await eventually(
        () => from.order<{ id: string }[]>("fetchSockets", { local: true }),
        (sockets) => !sockets.some((socket) => socket.id === id),
      );
    };
    /** What was sent so far has reached every node. */
    const arrived = () => quiet(nodes.all, watchers);
    const withoutOffsets = () =>
      client.received
        .filter(([event]) => !String(event).startsWith("quiet"))
        .map((event) => event.slice(0, -1));

    it("gives what was missed, once, in order, with id, rooms and data", async () => {
      const { id } = client;
      await cut();
      const bytes = Buffer.from([1, 2, 3]);
      await emit(0, ["missed", 0]);
      await emit(0, ["missed", 1, bytes], { rooms: ["red"] });
      await arrived();
      await emit(1, ["missed", 2], { rooms: [id] });
      await emit(1, ["not for it"], { rooms: ["blue"] });
      await emit(1, ["not for it"], { except: ["red"] });
      await emit(1, ["may be lost"], { volatile: true });
      await arrived();
      await emit(2, ["missed", 3], { rooms: ["red", "blue"], except: ["quiet"] });
      await arrived();
      expect(await client.returnTo(at(1))).toBe(true);
      await emit(2, ["live"]);
      await emit(2, ["live in red"], { rooms: ["red"] });
      await eventually(
        () => client.received.length,
        () => client.received.some(([event]) => event === "live in red"),
      );
      expect(withoutOffsets().filter(([event]) => event !== "may be lost")).toEqual([
        ["missed", 0],
        ["missed", 1, bytes],
        ["missed", 2],
        ["missed", 3],
        ["live"],
        ["live in red"],
      ]);
      expect(client.id).toBe(id);
      const [found] = await at(2).order<{ rooms: string[]; data: unknown }[]>("fetchSockets", {
        rooms: [id],
      });
      expect(found?.rooms.sort()).toEqual([id, "red"].sort());
      expect(found?.data).toEqual({ name: "client", score: 7 });
    });

    it("gives nothing twice when the client moves on", async () => {
      await cut();
      await emit(2, ["missed", 0]);
      await arrived();
      expect(await client.returnTo(at(1))).toBe(true);
      await client.event("missed");
      await cut();
      expect(await client.returnTo(at(2))).toBe(true);
      await cut();
      await emit(0, ["missed", 1], { rooms: ["red"] });
      await arrived();
      expect(await client.returnTo(at(0))).toBe(true);
      await emit(0, ["live"]);
      await client.event("live");
      expect(withoutOffsets()).toEqual([["missed", 0], ["missed", 1], ["live"]]);
    });

    it("loses nothing and gives nothing twice under traffic", async () => {
      // An official node does not look again at what comes while it reads what was missed.
      if (makes.includes("stock")) return;
      let total = 0;
      let isMoving = true;
      const traffic = (async () => {
        for (; isMoving; total++) await emit(2, ["count", total], total % 2 === 0 ? {} : { rooms: ["red"] });
      })();
      for (const next of [1, 2, 0, 1, 0, 2]) {
        const seen = client.received.length;
        await eventually(
          () => client.received.length,
          (length) => length > seen + 5,
        );
        client.cut();
        expect(await client.returnTo(at(next)), `recovered by ${at(next).name}`).toBe(true);
      }
      isMoving = false;
      await traffic;
      const counts = () => client.received.filter(([event]) => event === "count").map(([, n]) => n);
      await eventually(
        () => counts().length,
        (length) => length >= total,
      );
      const expected = Array.from({ length: total }, (_, n) => n);
      // Rooms with channels of their own keep their own order.
      for (const parity of [0, 1]) {
        const isOf = (n: unknown) => Number(n) % 2 === parity;
        expect(counts().filter(isOf)).toEqual(expected.filter(isOf));
      }
    }, 60_000);

    it("keeps one order of what several nodes send", async () => {
      if (makes.includes("stock")) return;
      const totals = [0, 0, 0];
      let isMoving = true;
      const traffic = totals.map(async (_, from) => {
        while (isMoving) {
          const n = totals[from] ?? 0;
          totals[from] = n + 1;
          await emit(from, [`count ${from}`, n]);
        }
      });
      for (const next of [1, 2, 0, 1, 0, 2]) {
        const seen = client.received.length;
        await eventually(
          () => client.received.length,
          (length) => length > seen + 10,
        );
        client.cut();
        expect(await client.returnTo(at(next)), `recovered by ${at(next).name}`).toBe(true);
      }
      isMoving = false;
      await Promise.all(traffic);
      const counts = (from: number) =>
        client.received.filter(([event]) => event === `count ${from}`).map(([, n]) => n);
      for (const [from, total] of totals.entries()) {
        await eventually(
          () => counts(from),
          ({ length }) => length >= total,
        );
        expect(counts(from)).toEqual(Array.from({ length: total }, (_, n) => n));
      }
    }, 60_000);

    it("survives a node that closes", async () => {
      if (makes[0] === "stock") return;
      await emit(1, ["before"]);
      await client.event("before");
      const gone = new Promise((resolve) => {
        client.socket.once("disconnect", resolve);
      });
      await Promise.all([
        gone,
        at(0)
          .order("close")
          .catch(() => {}),
      ]);
      await emit(1, ["missed", 0]);
      await quiet([at(1), at(2)], watchers.slice(1));
      expect(await client.returnTo(at(2))).toBe(true);
      await emit(1, ["live"]);
      await client.event("live");
      expect(withoutOffsets()).toEqual([["before"], ["missed", 0], ["live"]]);
    });

    it("tells a client that it was not recovered", async () => {
      await cut();
      await emit(0, ["missed"]);
      await arrived();
      // A private id that nobody knows.
      Object.assign(client.socket, { _pid: "unknown" });
      expect(await client.returnTo(at(1))).toBe(false);
      await emit(0, ["live"]);
      await client.event("live");
      expect(withoutOffsets()).toEqual([["live"]]);
    });
  });
}
