import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, type Node, type Nodes, startNodes } from "../support/nodes.js";
import { connectStock, type StockSocket } from "../support/stock-clients.js";

const UNKNOWN = { status: 400, body: '{"code":1,"message":"Session ID unknown"}' };

let folder: string;
let nodes: Nodes | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-forwarding-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Three workers that share a port, without sticky routing. */
async function startWorkers(forwarding: { readonly folder: string } | undefined): Promise<Nodes> {
  return startNodes(
    {
      adapter: "cluster",
      sharesPort: true,
      ...(forwarding && { forwarding }),
      server: { allowEIO3: true, pingInterval: 60_000, cors: { origin: "http://app.example" } },
    },
    ["ours", "ours", "ours"],
  );
}

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

/** Asks over a connection of its own: the next worker in the row gets it. */
function ask(port: number, query: string, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({
      port,
      host: "127.0.0.1",
      path: `/socket.io/?EIO=4&transport=polling${query}`,
      method: body === undefined ? "GET" : "POST",
      headers: { origin: "http://app.example" },
      agent: false,
    });
    asking.on("error", reject);
    asking.on("response", async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { statusCode: status, headers } = response;
      resolve({ status, body: Buffer.concat(chunks).toString(), headers });
    });
    asking.end(body);
  });
}

async function openSession(port: number): Promise<string> {
  const { body } = await ask(port, "");
  return JSON.parse(body.slice(1)).sid;
}

/** The node whose own clients include that one. */
async function holderOf(all: readonly Node[], id: string | undefined): Promise<Node> {
  for (const node of all) {
    const sockets = await node.order<{ id: string }[]>("fetchSockets", { local: true });
    if (sockets.some((socket) => socket.id === id)) return node;
  }
  throw new Error(`no node has ${id}`);
}

describe("workers that share a port without sticky routing", () => {
  let all: readonly Node[];
  let port: number;
  const clients: StockSocket[] = [];

  beforeAll(async () => {
    nodes = await startWorkers({ folder });
    all = nodes.all;
    port = all[0]?.port ?? 0;
  });
  afterAll(() => nodes?.stop());
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect();
  });

  const CLIENTS = [
    [2, ["polling"]],
    [4, ["polling"]],
    [2, ["polling", "websocket"]],
    [4, ["polling", "websocket"]],
    [4, ["websocket"]],
  ] as const;

  describe.each(CLIENTS)("stock clients of Socket.IO %i by %j", (version, transports) => {
    async function connectSix(): Promise<void> {
      for (let n = 0; n < 6; n++) clients.push(await connectStock(version, port, { transports }));
      const last = transports.at(-1);
      await eventually(
        () => clients.map(({ io }) => io.engine.transport.name),
        (names) => names.every((name) => name === last),
      );
    }

    it("get broadcasts of every worker, with bytes, in order", async () => {
      await connectSix();
      const heard = clients.map((client) => {
        const events: unknown[] = [];
        client.on("news", (...args) => events.push(args));
        return events;
      });
      const bytes = Buffer.from([1, 2, 3]);
      for (const node of all) {
        await node.order("emit", { args: ["news", node.name, bytes], times: 5 });
        await eventually(
          () => heard.map((events) => events.length),
          (counts) => counts.every((count) => count === 5),
        );
        const expected = [0, 1, 2, 3, 4].map((n) => [node.name, bytes, n]);
        for (const events of heard) expect(events.splice(0)).toEqual(expected);
      }
    });

    it("answer questions of every worker, and get answers", async () => {
      await connectSix();
      for (const [index, client] of clients.entries()) {
        client.on("question", (answer) => (answer as (value: number) => void)(index));
      }
      for (const node of all) {
        const answers = await node.order<number[]>("emitWithAck", { args: ["question"] });
        expect(answers.sort()).toEqual([0, 1, 2, 3, 4, 5]);
      }
      await Promise.all(
        clients.map((client) => new Promise<void>((answered) => client.emit("join", "room", answered))),
      );
      expect(await all[0]?.order("fetchSockets", { rooms: ["room"] })).toHaveLength(6);
    });

    it("send large messages", async () => {
      const client = await connectStock(version, port, { transports });
      clients.push(client);
      const text = "x".repeat(900_000);
      await new Promise<void>((set) => client.emit("set", { text }, set));
      const holder = await holderOf(all, client.id);
      const [socket] = await holder.order<{ data: { text: string } }[]>("fetchSockets", { local: true });
      expect(socket?.data.text).toBe(text);
    });

    it("are gone for their worker when they leave", async () => {
      const client = await connectStock(version, port, { transports });
      client.disconnect();
      await eventually(
        () => all[0]?.order<unknown[]>("fetchSockets"),
        (sockets) => sockets?.length === 0,
      );
    });
  });

  it("answer for a session wherever its requests arrive, with the headers of the worker that has it", async () => {
    const sid = await openSession(port);
    await ask(port, `&sid=${sid}`, "40");
    await ask(port, `&sid=${sid}`);
    for (let n = 0; n < 5; n++) {
      expect(await ask(port, `&sid=${sid}`, `42${n}["set",{}]`)).toMatchObject({ status: 200, body: "ok" });
      const { status, body, headers } = await ask(port, `&sid=${sid}`);
      expect([status, body]).toEqual([200, `43${n}[]`]);
      expect(headers["access-control-allow-origin"]).toBe("http://app.example");
    }
    await ask(port, `&sid=${sid}`, "1");
  });

  it("refuse sessions that none of them has, and workers that there are not", async () => {
    const sid = await openSession(port);
    const [name] = sid.split(".");
    for (const wrong of [`${name}.nobody`, "999-0.nobody", "0-0.x", "nobody"]) {
      for (let n = 0; n < 3; n++) expect(await ask(port, `&sid=${wrong}`)).toMatchObject(UNKNOWN);
    }
  });

  it("tell the holder when a client goes away while it waits", async () => {
    const clients = () => all[0]?.order<unknown[]>("fetchSockets");
    const sid = await openSession(port);
    await ask(port, `&sid=${sid}`, "40");
    await ask(port, `&sid=${sid}`);
    // The workers get connections in turn: after one more the next does not go to the holder.
    await ask(port, "&sid=nobody");
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    const waiting = request({ port, host: "127.0.0.1", path, agent: false });
    waiting.on("error", () => {});
    waiting.end();
    const hasPoll = () => Promise.all(all.map((node) => node.order<boolean>("hasPollOf", { sid })));
    await eventually(hasPoll, (polls) => polls.includes(true));
    expect(await clients()).toHaveLength(1);
    waiting.destroy();
    await eventually(clients, (sockets) => sockets?.length === 0);
  });
});

describe("without forwarding", () => {
  it("a session is unknown where it does not live", async () => {
    const workers = await startWorkers(undefined);
    const port = workers.all[0]?.port ?? 0;
    const sid = await openSession(port);
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await ask(port, `&sid=${sid}`, "40")).status);
    expect(statuses.sort()).toEqual([200, 400, 400]);
    await workers.stop();
  });
});

describe("when a worker ends", () => {
  let workers: Nodes;
  let port: number;
  beforeAll(async () => {
    workers = await startWorkers({ folder });
    port = workers.all[0]?.port ?? 0;
  });
  afterAll(() => workers.stop());

  it("closed: it ends what cannot move, and the sessions of the others go on", async () => {
    const clients: StockSocket[] = [];
    for (let n = 0; n < 6; n++) {
      const transports = n % 2 === 0 ? ["polling"] : ["polling", "websocket"];
      clients.push(await connectStock(4, port, { transports, reconnectionDelay: 10 }));
    }
    const holders = await Promise.all(clients.map(({ id }) => holderOf(workers.all, id)));
    const [closing, other] = workers.all.filter((node) => node !== holders[0]);
    const kept = clients.filter((_, n) => n % 2 === 0 && holders[n] !== closing);
    const ids = kept.map(({ id }) => id);
    const closed = closing?.order("close");
    const heard = new Set<StockSocket>();
    for (const client of clients) client.on("still here", () => heard.add(client));
    // Clients of the closing worker hear it when they are back.
    await eventually(
      () => other?.order("emit", { args: ["still here"] }),
      () => heard.size === clients.length,
    );
    expect(kept.map(({ id }) => id)).toEqual(ids);
    for (const client of clients) client.disconnect();
    await closed;
  });

  it("killed: its sessions are unknown, and its clients go on at the others", async () => {
    const client = await connectStock(4, port, { transports: ["polling"], reconnectionDelay: 10 });
    const before = client.io.engine.id;
    const holder = await holderOf(workers.all, client.id);
    const again = new Promise<void>((resolve) => client.once("connect", () => resolve()));
    process.kill(holder.pid, "SIGKILL");
    await again;
    // Of the three one is closed and one is killed: the third has it all.
    expect(client.io.engine.id.split(".")[0]).not.toBe(before.split(".")[0]);
    for (let n = 0; n < 3; n++) expect(await ask(port, `&sid=${before}`)).toMatchObject(UNKNOWN);
    client.disconnect();
  });
});
