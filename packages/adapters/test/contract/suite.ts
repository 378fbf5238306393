import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectClient, quiet, settle, type TestClient } from "../support/clients.js";
import { eventually, type Make, type Node, type Nodes, type Setup, startNodes } from "../support/nodes.js";

/** What a node is told to send to, see `target` in nodes/node.mjs. */
interface Emit {
  readonly args: readonly unknown[];
  readonly nsp?: string;
  readonly rooms?: readonly string[];
  readonly except?: readonly string[];
  readonly local?: boolean;
  readonly volatile?: boolean;
  readonly times?: number;
}

export interface ContractOptions {
  /** Each runs the whole suite. */
  readonly mixes?: readonly (readonly Make[])[];
  /** The primary of a Node cluster, for each mix. */
  readonly primaries?: readonly Make[];
  /** What of the order official nodes keep: of all, of what they receive, or of nothing. Default all. */
  readonly stockOrder?: "all" | "received" | "none";
}

const MIXES: readonly (readonly Make[])[] = [
  ["ours", "ours", "ours"],
  ["ours", "stock", "ours"],
];

/** The behaviour that all adapters share, seen by clients of three nodes, with every node as the sender. */
export function describeContract(
  name: string,
  setup: () => Promise<Setup>,
  options: ContractOptions = {},
): void {
  const { mixes = MIXES, primaries = [], stockOrder = "all" } = options;
  mixes.forEach((makes, index) => {
    const primary = primaries[index] ?? "ours";
    describe(`${name}, nodes: ${makes.join(", ")}`, () => {
      const context = useNodes(setup, makes, primary);
      describe.each([0, 1, 2])("sent by node %i", (sender) => {
        const meetsDisorder = stockOrder === "none" ? makes.includes("stock") : makes[sender] === "stock";
        describeSender(context, sender, stockOrder === "all" || !meetsDisorder);
      });
      describeServers(context);
    });
  });
}

interface Context {
  nodes: Nodes;
  clients: TestClient[];
}

function useNodes(setup: () => Promise<Setup>, makes: readonly Make[], primary: Make): Context {
  const context = { clients: [] } as unknown as Context;
  const socketsOf = (node: Node) => node.order<unknown[]>("fetchSockets", { local: true });
  beforeAll(async () => {
    context.nodes = await startNodes(await setup(), makes, primary);
  });
  beforeEach(async () => {
    const { all } = context.nodes;
    const isWhole = context.clients.length > 0 && context.clients.every(({ socket }) => socket.connected);
    if (isWhole) {
      await Promise.all(context.clients.map(({ socket }) => socket.emitWithAck("leave all")));
      await quiet(all, context.clients);
    } else {
      for (const client of context.clients) client.close();
      for (const node of all)
        await eventually(
          () => socketsOf(node),
          ({ length }) => length === 0,
        );
      context.clients = await Promise.all(all.map((node) => connectClient(node, `client of ${node.name}`)));
      await settle(all, context.clients);
    }
    for (const node of all) await node.order("heard");
  });
  afterAll(async () => {
    for (const client of context.clients) client.close();
    await context.nodes?.stop();
  });
  return context;
}

function describeSender(context: Context, index: number, isOrdered: boolean): void {
  const sender = () => context.nodes.all[index] as Node;
  const client = (at: number) => context.clients[at] as TestClient;
  const emit = (what: Emit) => sender().order("emit", { ...what });
  const join = async (who: TestClient, ...rooms: string[]) => {
    for (const room of rooms) {
      await who.socket.emitWithAck("join", room);
      // An official node does not tell when it receives what is sent to the room.
      const probe = `probe of ${room}`;
      await eventually(
        () => emit({ args: [probe], rooms: [room], except: others(who) }),
        () => who.received.some(([event]) => event === probe),
      );
    }
  };
  const others = (than: TestClient) => context.clients.filter((one) => one !== than).map(({ id }) => id);
  /** Sends a last event by the same way, and compares what came before it. */
  const expectReceived = async (
    expected: readonly unknown[][],
    last: Omit<Emit, "args"> = {},
    of: readonly TestClient[] = context.clients,
  ) => {
    await emit({ ...last, args: ["end"] });
    await Promise.all(of.map((one) => one.event("end")));
    const received = () => of.map((one) => one.received.filter(([event]) => !isOwn(event)));
    if (!isOrdered) {
      const sorted = (events: unknown[]) => events.map((event) => JSON.stringify(event)).sort();
      const wanted = JSON.stringify(expected.map(sorted));
      await eventually(received, (events) => JSON.stringify(events.map(sorted)) === wanted);
      return;
    }
    expect(received()).toEqual(expected);
  };

  it("reaches everybody", async () => {
    const args = ["hello", 1, -2.5, "é 語 😀", null, true, { nested: [{ deep: { x: [] } }] }, 2 ** 40];
    await emit({ args });
    await expectReceived([[args], [args], [args]]);
  });

  it("carries bytes", async () => {
    const bytes = Buffer.from([0, 1, 2, 255]);
    await emit({ args: ["bytes", bytes, { inside: [bytes] }] });
    const expected = [["bytes", bytes, { inside: [bytes] }]];
    await expectReceived([expected, expected, expected]);
  });

  it("carries what is large", async () => {
    const text = "é".repeat(100_000);
    const bytes = Buffer.alloc(300_000, 7);
    await emit({ args: ["large", text] });
    await emit({ args: ["large", bytes] });
    for (const { received } of context.clients) {
      await eventually(
        () => received.length,
        (length) => length === 2,
      );
      if (!isOrdered)
        received.sort(([, a], [, b]) => Number(typeof b === "string") - Number(typeof a === "string"));
      expect(received[0]?.[1] === text).toBe(true);
      expect(bytes.equals(received[1]?.[1] as Buffer)).toBe(true);
    }
  });

  it("keeps the order", async () => {
    await emit({ args: ["count"], times: 300 });
    const expected = Array.from({ length: 300 }, (_, n) => ["count", n]);
    await expectReceived([expected, expected, expected]);
  });

  it("does not fold equal events into one", async () => {
    for (let n = 0; n < 5; n++) await emit({ args: ["same"] });
    const expected = Array.from({ length: 5 }, () => ["same"]);
    await expectReceived([expected, expected, expected]);
  });

  it("reaches a room, and only it", async () => {
    await join(client(0), "red");
    await join(client(1), "red");
    await emit({ args: ["to red"], rooms: ["red"] });
    await expectReceived([[["to red"]], [["to red"]]], { rooms: ["red"] }, [client(0), client(1)]);
    await emit({ args: ["end"] });
    await client(2).event("end");
    expect(client(2).received.filter(([event]) => event !== "end")).toEqual([]);
  });

  it("reaches several rooms, each client once, and not those who are excepted", async () => {
    await join(client(0), "red", "blue");
    await join(client(1), "blue", "quiet");
    await join(client(2), "red");
    await emit({ args: ["mixed"], rooms: ["red", "blue"], except: ["quiet"] });
    await expectReceived([[["mixed"]], [], [["mixed"]]]);
  });

  it("excepts in a single room", async () => {
    for (const one of context.clients) await join(one, "red");
    await join(client(1), "quiet");
    await emit({ args: ["mixed"], rooms: ["red"], except: ["quiet"] });
    await expectReceived([[["mixed"]], [], [["mixed"]]], { rooms: ["red"] });
  });

  it("reaches one socket by its id", async () => {
    await emit({ args: ["for you"], rooms: [client(1).id] });
    await expectReceived([[], [["for you"]], []]);
  });

  it("stays on its node when told so", async () => {
    await emit({ args: ["local"], local: true });
    await expectReceived([0, 1, 2].map((n) => (n === index ? [["local"]] : [])));
  });

  it("sends volatile events", async () => {
    await emit({ args: ["volatile", 1], volatile: true });
    for (const one of context.clients) expect(await one.event("volatile")).toEqual(["volatile", 1]);
  });

  it("keeps namespaces apart", async () => {
    const admin = await connectClient(context.nodes.all[(index + 1) % 3] as Node, "admin", { nsp: "/admin" });
    await eventually(
      () => emit({ args: ["for admins"], nsp: "/admin" }),
      () => admin.received.length > 0,
    );
    admin.close();
    await expectReceived([[], [], []]);
  });

  it("gathers acknowledgements from all nodes", async () => {
    const answers = await sender().order<string[]>("emitWithAck", { args: ["question", Buffer.from("x")] });
    expect(answers.sort()).toEqual(context.clients.map(({ name }) => name));
  });

  it("gathers acknowledgements from a room", async () => {
    const other = client((index + 1) % 3);
    await join(other, "red");
    expect(await sender().order("emitWithAck", { args: ["question"], rooms: ["red"] })).toEqual([other.name]);
  });

  it("tells which acknowledgements came before the time was up", async () => {
    const silent = client((index + 1) % 3);
    silent.answers = false;
    const failure = await sender()
      .order("emitWithAck", { args: ["question"], timeout: 500 })
      .catch((error: Error & { responses: string[] }) => error);
    expect(failure).toMatchObject({ message: "operation has timed out" });
    silent.answers = true;
    const expected = context.clients.filter((one) => one !== silent).map(({ name }) => name);
    expect((failure as { responses: string[] }).responses.sort()).toEqual(expected);
  });

  it("finds the sockets of all nodes", async () => {
    await join(client(2), "red");
    const sockets = await sender().order<Found[]>("fetchSockets");
    expect(sockets.map(({ id }) => id).sort()).toEqual(context.clients.map(({ id }) => id).sort());
    const found = sockets.find(({ id }) => id === client(2).id);
    expect(found?.rooms.sort()).toEqual([client(2).id, "red"].sort());
    expect(found?.data).toEqual({ name: client(2).name });
    expect(found?.handshake).toMatchObject({
      auth: { name: client(2).name },
      address: "127.0.0.1",
      secure: false,
      query: { EIO: "4", transport: "websocket" },
    });
    expect(found?.handshake.issued).toEqual(expect.any(Number));
  });

  it("finds the sockets of a room, except some, or of its own node", async () => {
    await join(client(0), "red");
    await join(client(1), "red", "quiet");
    const ids = async (to: object) =>
      (await sender().order<Found[]>("fetchSockets", { ...to })).map(({ id }) => id);
    expect(await ids({ rooms: ["red"], except: ["quiet"] })).toEqual([client(0).id]);
    expect(await ids({ local: true })).toEqual([client(index).id]);
  });

  it("speaks to a socket of another node", async () => {
    const other = client((index + 1) % 3);
    await sender().order("remoteEmit", { args: ["from afar", 1], rooms: [other.id] });
    expect(await other.event("from afar")).toEqual(["from afar", 1]);
    expect(await sender().order("remoteEmitWithAck", { args: ["question"], rooms: [other.id] })).toBe(
      other.name,
    );
  });

  it("makes sockets join and leave", async () => {
    const rooms = async () =>
      (await sender().order<Found[]>("fetchSockets", { rooms: ["green"] })).map(({ id }) => id).sort();
    await sender().order("join", { into: ["green", "yellow"], except: [client(0).id] });
    const expected = [client(1).id, client(2).id].sort();
    await eventually(rooms, (ids) => ids.length === expected.length);
    expect(await rooms()).toEqual(expected);
    await eventually(
      () => emit({ args: ["to green"], rooms: ["green"] }),
      () => [1, 2].every((at) => client(at).received.length > 0),
    );
    await sender().order("leave", { from: ["green"], rooms: [client(1).id] });
    await eventually(rooms, (ids) => ids.length === 1);
    expect(await rooms()).toEqual([client(2).id]);
  });

  it("disconnects sockets, with or without their connections", async () => {
    const gone = (one: TestClient) =>
      new Promise((resolve) => {
        one.socket.once("disconnect", resolve);
      });
    const [first, second, third] = [client(index), client((index + 1) % 3), client((index + 2) % 3)];
    const reasons = [gone(second), gone(third)];
    await sender().order("disconnect", { rooms: [second.id] });
    expect(await reasons[0]).toBe("io server disconnect");
    await sender().order("disconnect", { rooms: [third.id], close: true });
    expect(await reasons[1]).toMatch(/io server disconnect|transport close/);
    third.close();
    expect(first.socket.connected).toBe(true);
  });

  it("speaks for a client to the others", async () => {
    for (const one of context.clients) await join(one, "red");
    client(index).socket.emit("say", "red", "said", 1);
    client(index).socket.emit("say", "red", "end");
    const others = context.clients.filter((_, at) => at !== index);
    await Promise.all(others.flatMap((one) => [one.event("said"), one.event("end")]));
    for (const { received } of others) {
      const events = received.filter(([event]) => event === "said" || event === "end");
      if (isOrdered) expect(events).toEqual([["said", 1], ["end"]]);
      else expect(events).toHaveLength(2);
    }
    expect(client(index).received.filter(([event]) => !isOwn(event))).toEqual([]);
  });

  it("emits to the other servers", async () => {
    await sender().order("serverSideEmit", { args: ["hello", { a: 1 }, "é"] });
    const heard = async (node: Node) =>
      (await node.order<Heard[]>("heard")).filter(({ event }) => event === "hello");
    for (const node of context.nodes.all) {
      if (node === sender()) continue;
      const events = await eventually(
        () => heard(node),
        ({ length }) => length > 0,
      );
      expect(events.map(({ args }) => args)).toEqual([[{ a: 1 }, "é"]]);
    }
    expect(await heard(sender())).toEqual([]);
  });

  it("gathers the answers of the other servers", async () => {
    const answers = await sender().order<string[]>("serverSideEmitWithAck", { args: ["hello", 7] });
    const others = context.nodes.all.filter((node) => node !== sender());
    expect(answers.sort()).toEqual(others.map(({ name }) => `${name} heard [7]`));
  });
}

function describeServers(context: Context): void {
  it("counts the servers", async () => {
    for (const node of context.nodes.all) expect(await node.order("serverCount")).toBe(3);
  });
}

/** Events of the suite itself. */
function isOwn(event: unknown): boolean {
  return event === "end" || String(event).startsWith("probe of ");
}

interface Found {
  readonly id: string;
  readonly rooms: string[];
  readonly data: unknown;
  readonly handshake: Readonly<Record<string, unknown>>;
}

interface Heard {
  readonly event: string;
  readonly args: unknown[];
}
