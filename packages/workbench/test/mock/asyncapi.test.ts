import { createRequire } from "node:module";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import WebSocket from "ws";
import { readAsyncApi } from "../../src/formats/asyncapi/index.js";
import {
  type DescriptionOptions,
  type MockNews,
  type MockOptions,
  scriptOfDescription,
  startMock,
} from "../../src/mock/index.js";

const require = createRequire(import.meta.url);

async function mockOf(text: string, options: Partial<MockOptions> & DescriptionOptions = {}) {
  const script = scriptOfDescription(readAsyncApi({ file: "api.yaml", text }), options);
  const problems: (string | undefined)[] = [];
  const mock = await startMock(script, {
    ...options,
    onNews: (news: MockNews) => {
      if (news.type === "received") problems.push(news.problem);
    },
  });
  onTestFinished(() => mock.close());
  const address = `127.0.0.1:${mock.port}`;
  return { script, problems, http: `http://${address}`, ws: `ws://${address}` };
}

interface StockSocket {
  on(event: string, listener: (...args: never[]) => void): void;
  emit(event: string, ...args: unknown[]): void;
  disconnect(): void;
}

/** What the stock socket.io-client of a version hears, beginning with the named event. */
function connect(url: string, version: 2 | 4, ...events: readonly string[]) {
  const client = require(version === 4 ? "socket.io-client" : "socket.io-client-2");
  const socket: StockSocket = (client.io ?? client)(url, { forceNew: true, reconnection: false });
  onTestFinished(() => socket.disconnect());
  const heard: unknown[][] = [];
  for (const event of events) {
    socket.on(event, (...args: unknown[]) => {
      const last = args.at(-1);
      if (typeof last === "function") last("answered");
      heard.push([event, ...args.filter((arg) => typeof arg !== "function")]);
    });
  }
  return {
    heard,
    emit: (event: string, ...args: unknown[]) => socket.emit(event, ...args),
    ask: (event: string, ...args: unknown[]) =>
      new Promise<unknown[]>((resolve) =>
        socket.emit(event, ...args, (...acknowledged: unknown[]) => resolve(acknowledged)),
      ),
  };
}

const chat2 = `
asyncapi: 2.6.0
info: { title: Chat, version: 1.0.0 }
servers:
  main: { url: "chat.example", protocol: wss, x-socketio: { version: 4, path: /live } }
channels:
  /chat:
    publish:
      message:
        oneOf:
          - name: join
            payload: { type: string, enum: [lobby, hall] }
            x-ack:
              args:
                type: object
                required: [ok, members]
                properties: { ok: { const: true }, members: { type: array, items: { type: string, default: alice } } }
          - name: draw
            payload:
              type: array
              prefixItems: [{ type: integer }, { type: string, format: binary }]
    subscribe:
      message:
        oneOf:
          - name: said
            payload: { type: object, properties: { text: { type: string }, id: { type: integer } } }
            examples: [{ payload: { text: "good morning", id: 7 } }]
          - name: question
            payload: { type: string, default: "here?" }
            x-ack: { args: { type: string } }
          - name: picture
            payload: { type: string, format: binary }
          - name: reset
  /rooms/{room}:
    subscribe:
      message: { name: topic, payload: { type: string, const: cats } }
`;

const chat3 = `
asyncapi: 3.0.0
info: { title: Chat, version: 1.0.0 }
servers:
  main: { host: "chat.example", protocol: wss, x-socketio: { path: /live } }
channels:
  chat:
    address: /chat
    messages:
      join:
        name: join
        payload: { type: string, enum: [lobby, hall] }
        x-ack: { args: { type: object, properties: { ok: { const: true }, members: { type: array, items: { type: string, default: alice } } } } }
      draw:
        name: draw
        payload: { type: array, prefixItems: [{ type: integer }, { type: string, format: binary }] }
      said:
        name: said
        payload: { type: object, properties: { text: { type: string }, id: { type: integer } } }
        examples: [{ payload: { text: "good morning", id: 7 } }]
      question: { name: question, payload: { type: string, default: "here?" }, x-ack: { args: { type: string } } }
      picture: { name: picture, payload: { type: string, format: binary } }
      reset: { name: reset }
  room:
    address: /rooms/{room}
    messages: { topic: { name: topic, payload: { type: string, const: cats } } }
operations:
  take: { action: receive, channel: { $ref: "#/channels/chat" }, messages: [{ $ref: "#/channels/chat/messages/join" }, { $ref: "#/channels/chat/messages/draw" }] }
  say:
    action: send
    channel: { $ref: "#/channels/chat" }
    messages: [{ $ref: "#/channels/chat/messages/said" }, { $ref: "#/channels/chat/messages/question" }, { $ref: "#/channels/chat/messages/picture" }, { $ref: "#/channels/chat/messages/reset" }]
  tell: { action: send, channel: { $ref: "#/channels/room" } }
`;

describe.each([
  ["2.6", 4, chat2],
  ["2.6", 2, chat2],
  ["3.0", 4, chat3],
  ["3.0", 2, chat3],
] as const)("a mock of an AsyncAPI %s document, for stock Socket.IO %i clients", (_, version, text) => {
  test("pushes what the server may send, and acknowledges what has an acknowledgement", async () => {
    const { http, problems } = await mockOf(text.replaceAll("path: /live", "path: /socket.io"));
    const alice = connect(`${http}/chat`, version, "said", "question", "picture", "reset");
    expect(await alice.ask("join", "lobby")).toEqual([{ ok: true, members: ["alice"] }]);
    await vi.waitFor(() =>
      expect(alice.heard).toEqual([
        ["said", { text: "good morning", id: 7 }],
        ["question", "here?"],
        ["picture", Buffer.alloc(0)],
        ["reset"],
      ]),
    );
    alice.emit("draw", 1, Buffer.from([1, 2]));
    // Who does not ask is not answered; the event is taken all the same.
    alice.emit("join", "hall");
    await vi.waitFor(() => expect(problems).toEqual([undefined, undefined, undefined]));
  });

  test("says what is not as documented, and answers all the same", async () => {
    const { http, problems } = await mockOf(text.replaceAll("path: /live", "path: /socket.io"));
    const alice = connect(`${http}/chat`, version);
    expect(await alice.ask("join", "cellar")).toHaveLength(1);
    alice.emit("draw", "one", "two", 3);
    alice.emit("jion", "lobby");
    await vi.waitFor(() =>
      expect(problems).toEqual([
        'the event does not fit "join": [0] must be equal to one of the allowed values ["lobby","hall"]',
        'the event does not fit "draw": [0] must be integer, [1] must be bytes, 3 arguments were sent, 2 are documented',
        'the event "jion" is not documented; did you mean "join"?',
      ]),
    );
  });

  test("any name stands for a channel's parameter", async () => {
    const { http } = await mockOf(text.replaceAll("path: /live", "path: /socket.io"));
    const [one, other] = [
      connect(`${http}/rooms/kitchen`, version, "topic"),
      connect(`${http}/rooms/attic`, version, "topic"),
    ];
    await vi.waitFor(() =>
      expect([one.heard, other.heard]).toEqual([[["topic", "cats"]], [["topic", "cats"]]]),
    );
  });
});

test("the handshake of Socket.IO is where the document says", async () => {
  const { script } = await mockOf(chat2);
  expect([script.socketIoPath, script.notes]).toEqual(["/live", []]);
});

const prices = `
asyncapi: 2.6.0
info: { title: Prices, version: 1.0.0 }
servers:
  main: { url: "wss://prices.example/v1", protocol: wss }
  backup: { url: "wss://backup.example/v1", protocol: wss }
channels:
  /prices/{symbol}:
    publish:
      message:
        oneOf:
          - { $ref: "#/components/messages/subscribe" }
          - name: unsubscribe
            payload: { type: object, required: [op], properties: { op: { const: unsubscribe } }, additionalProperties: false }
    subscribe:
      message:
        oneOf:
          - name: price
            payload: { type: object, properties: { bid: { type: number }, ask: { type: number } } }
            examples: [{ payload: { bid: 1.5, ask: 1.6 } }]
          - name: heartbeat
            contentType: text/plain
            payload: { type: string, const: beat }
          - name: raw
            payload: { type: string, format: binary }
  /silent:
    subscribe:
      message: { name: note, payload: { type: object, required: [n], properties: { n: { type: integer, minimum: 3 } } } }
components:
  messages:
    subscribe:
      name: subscribe
      contentType: application/json
      payload:
        $schema: http://json-schema.org/draft-07/schema#
        $id: subscribe
        type: object
        required: [op, depth]
        properties: { op: { const: subscribe }, depth: { type: integer, exclusiveMinimum: 0 } }
        additionalProperties: false
`;

/** A stock ws client that is open, and what it hears. */
async function open(url: string) {
  const heard: unknown[] = [];
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  socket.on("message", (data, isBinary) => heard.push(isBinary ? data : String(data)));
  await new Promise((resolve, reject) => {
    socket.on("open", resolve);
    socket.on("error", reject);
  });
  return { socket, heard };
}

describe("a mock of an AsyncAPI document's WebSockets, for stock ws clients", () => {
  test("pushes examples before samples, as JSON, text and bytes", async () => {
    const { ws } = await mockOf(prices);
    const { heard } = await open(`${ws}/v1/prices/EUR`);
    await vi.waitFor(() => expect(heard).toEqual(['{"bid":1.5,"ask":1.6}', "beat", Buffer.alloc(0)]));
    const silent = await open(`${ws}/v1/silent`);
    await vi.waitFor(() => expect(silent.heard).toEqual(['{"n":3}']));
    await expect(open(`${ws}/v1/prices/EUR/deep`)).rejects.toThrow("404");
  });

  test("checks what a client sends", async () => {
    const { ws, problems } = await mockOf(prices);
    const { socket } = await open(`${ws}/v1/prices/EUR`);
    socket.send('{"op":"subscribe","depth":1}');
    socket.send('{"op":"unsubscribe"}');
    socket.send('{"op":"subscribe","depth":0}');
    socket.send("not JSON");
    socket.send(Buffer.from([1]));
    const { socket: silent } = await open(`${ws}/v1/silent`);
    const none = 'the message fits none of the 2 that are documented; the nearest is "subscribe":';
    await vi.waitFor(() => expect(problems).toHaveLength(5));
    expect(problems).toEqual([
      undefined,
      undefined,
      `${none} .depth must be > 0`,
      `${none} it is not JSON`,
      `${none} it is bytes in the place of text`,
    ]);
    silent.send("x");
    await vi.waitFor(() =>
      expect(problems.at(-1)).toBe("the message is not documented: a client may send nothing here"),
    );
  });

  test("pushes again and again on demand, until the client has left", async () => {
    const { ws } = await mockOf(prices, { pushEveryMs: 20 });
    const { socket, heard } = await open(`${ws}/v1/silent`);
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(3));
    expect(new Set(heard)).toEqual(new Set(['{"n":3}']));
    socket.close();
    const again = await open(`${ws}/v1/silent`);
    await vi.waitFor(() => expect(again.heard.length).toBeGreaterThan(1));
  });

  test("a document without servers is played, and so is one with a schema that is none", async () => {
    const bare = `
asyncapi: 2.6.0
info: { title: Bare, version: 1.0.0 }
channels:
  /feed:
    publish: { message: { name: odd, payload: { type: nothing } } }
    subscribe: { message: { name: tick, payload: { type: boolean, const: true } } }
`;
    const { ws, script, problems } = await mockOf(bare);
    expect(script.notes).toEqual([
      "The document names no server; its channels are played as WebSockets.",
      expect.stringMatching(/^"odd" is taken without a check, its schema is none: .+\.$/),
    ]);
    const { socket, heard } = await open(`${ws}/feed`);
    socket.send("anything");
    await vi.waitFor(() => expect([heard, problems]).toEqual([["true"], [undefined]]));
  });
});
