import { afterEach, describe, expect, it } from "vitest";
import { type Implementation, startApplication } from "./support/application.js";
import { Harness, next } from "./support/harness.js";
import { connectStock, type StockSocket } from "./support/stock-clients.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

// The stock server beside ours shows that what is asked of both is what applications are used to.
const IMPLEMENTATIONS: readonly Implementation[] = ["socket.io", "@signalbox/server"];

const ask = (client: StockSocket, event: string, ...args: unknown[]): Promise<unknown> =>
  new Promise((resolve) => client.emit(event, ...args, resolve));

describe.each(IMPLEMENTATIONS)("with %s, an application on express", (implementation) => {
  async function start() {
    const { port } = await startApplication(harness, "express-chat", implementation);
    const url = `http://127.0.0.1:${port}`;
    const enter = async (name: string, transport = "websocket"): Promise<StockSocket> => {
      const client = connectStock(harness, "4.8", url, { auth: { name }, transports: [transport] });
      await next(client, "connect");
      return client;
    };
    return { url, enter };
  }

  it("chats: everybody, rooms, bytes, questions to all, goodbyes", async () => {
    const { url, enter } = await start();
    const anna = await enter("anna", "polling");
    const joined = next(anna, "joined");
    const bert = await enter("bert");
    expect(await joined).toEqual(["bert"]);

    const said = next(bert, "chat message");
    expect(await ask(anna, "chat message", "hi")).toEqual({ status: "ok" });
    expect(await said).toEqual(["anna", "hi"]);

    expect(await ask(anna, "enter", "tea")).toEqual(["anna"]);
    const entered = next(anna, "entered");
    expect(await ask(bert, "enter", "tea")).toEqual(["anna", "bert"]);
    expect(await entered).toEqual(["tea", "bert"]);
    const whispered = next(bert, "whispered");
    anna.emit("whisper", "tea", "psst");
    expect(await whispered).toEqual(["anna", "psst"]);

    const picture = next<[string, Buffer]>(anna, "picture");
    bert.emit("picture", Buffer.of(1, 2, 3));
    const [from, bytes] = await picture;
    expect([from, Buffer.from(bytes)]).toEqual(["bert", Buffer.of(1, 2, 3)]);

    anna.on("question", (text, answer) => answer(`${text} yes`));
    expect(await ask(bert, "ask everybody", "tea?")).toEqual(["tea? yes"]);

    const announced = next(bert, "chat message");
    expect((await fetch(`${url}/announce`, { method: "POST" })).status).toBe(204);
    expect(await announced).toEqual(["the server", "hello all"]);

    const left = next(anna, "left");
    bert.disconnect();
    expect(await left).toEqual(["bert", "client namespace disconnect"]);
  });

  it("refuses who has no name, and serves the page, the client and other origins", async () => {
    const { url } = await start();
    const nobody = connectStock(harness, "4.8", url);
    expect((await next<[Error]>(nobody, "connect_error"))[0].message).toBe("a name is needed");
    expect(await (await fetch(url)).text()).toContain("/socket.io/socket.io.js");
    const script = await fetch(`${url}/socket.io/socket.io.js`);
    expect(script.headers.get("content-type")).toBe("application/javascript; charset=utf-8");
    const opened = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, {
      headers: { Origin: "http://chat.example" },
    });
    expect(opened.headers.get("access-control-allow-origin")).toBe("http://chat.example");
  });
});

describe.each(IMPLEMENTATIONS)("with %s, a Nest gateway", (implementation) => {
  async function start(auth = {}) {
    const application = await startApplication(harness, "nest-gateway", implementation);
    const client = connectStock(harness, "4.8", `http://127.0.0.1:${application.port}/chat`, {
      transports: ["websocket"],
      auth,
    });
    const welcome = next(client, "welcome");
    await next(client, "connect");
    return { application, client, welcome };
  }

  it("has its life cycle, messages, rooms and streams of answers", async () => {
    const { application, client, welcome } = await start();
    expect(await welcome).toEqual(["middleware"]);
    expect(await ask(client, "identity", { n: 7 })).toEqual({ n: 7 });
    const items: unknown[] = [];
    const third = new Promise<void>((resolve) => {
      client.on("events", (item) => {
        if (items.push(item) === 3) resolve();
      });
    });
    client.emit("events", {});
    await third;
    expect(items).toEqual([1, 2, 3]);
    const joined = next(client, "joined");
    client.emit("join", "tea");
    expect(await joined).toEqual(["tea"]);
    client.disconnect();
    await application.line((line) => line === "left middleware");
  });

  it("has its guards and exceptions", async () => {
    const { client } = await start();
    const forbidden = next<[{ status: string; message: string }]>(client, "exception");
    client.emit("secret");
    expect((await forbidden)[0]).toMatchObject({ status: "error", message: "Forbidden resource" });
    const broken = next<[{ status: string; message: string }]>(client, "exception");
    client.emit("broken");
    expect((await broken)[0]).toMatchObject({ status: "error", message: "Invalid credentials." });
    const { client: friend } = await start({ token: "secret" });
    expect(await ask(friend, "secret", null)).toBe("the secret");
  });
});

describe.each(IMPLEMENTATIONS)("with %s, two workers behind @socket.io/sticky", (implementation) => {
  it("share their clients by @socket.io/cluster-adapter", async () => {
    const { port } = await startApplication(harness, "cluster", implementation);
    const ways = [["polling"], ["websocket"], ["polling", "websocket"], ["polling"]];
    // A second request can overtake the news of which worker has the session: then the client tries again.
    const reconnecting = { reconnection: true, reconnectionDelay: 20 };
    const clients = ways.map((transports) =>
      connectStock(harness, "4.8", `http://127.0.0.1:${port}`, { transports, ...reconnecting }),
    );
    await Promise.all(clients.map((client) => next(client, "connect")));
    const workers = await Promise.all(clients.map((client) => ask(client, "worker")));
    expect(new Set(workers).size).toBe(2);
    const [first] = clients as [StockSocket];

    const heard = Promise.all(clients.map((client) => next(client, "to all")));
    first.emit("to all", "hi", Buffer.of(1));
    for (const [text, bytes] of (await heard) as [string, Buffer][]) {
      expect([text, Buffer.from(bytes)]).toEqual(["hi", Buffer.of(1)]);
    }
    const other = clients.find((_client, index) => workers[index] !== workers[0]) as StockSocket;
    const inRoom = next(other, "to room");
    other.emit("enter", "tea");
    await ask(other, "worker");
    first.emit("to room", "tea", "psst");
    expect(await inRoom).toEqual(["psst"]);
    expect(await ask(first, "count")).toBe(4);
    for (const [index, client] of clients.entries()) client.on("question", (answer) => answer(index));
    expect(((await ask(first, "ask all")) as number[]).sort()).toEqual([0, 1, 2, 3]);
    expect(await ask(first, "other workers")).toEqual([workers.find((worker) => worker !== workers[0])]);
  });
});
