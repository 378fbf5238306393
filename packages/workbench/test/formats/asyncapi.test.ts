import { Parser } from "@asyncapi/parser";
import { describe, expect, it } from "vitest";
import {
  collectionFormats,
  FormatError,
  type Recording,
  readCollection,
  writeAsyncApiOfRecording,
} from "../../src/formats/index.js";
import { requestNamed, sample } from "./sample.js";

/** The official parser's complaints. */
async function complaints(text: string): Promise<readonly string[]> {
  const { document, diagnostics } = await new Parser().parse(text);
  const errors = diagnostics
    .filter(({ severity }) => severity === 0)
    .map((one) => `${one.path.join(".")}: ${one.message}`);
  return document === undefined && errors.length === 0 ? ["no document"] : errors;
}

const recording: Recording = {
  connections: [
    {
      protocol: "websocket",
      url: "ws://localhost:9000/feed?line=7",
      startedAt: 1_700_000_000_000,
      requestHeaders: [
        ["Host", "localhost:9000"],
        ["Authorization", "Bearer s3cret"],
        ["X-Client", "box"],
      ],
      messages: [
        { direction: "sent", at: 1, data: '{"type":"subscribe","line":7}' },
        { direction: "received", at: 2, data: '{"type":"tick","price":1}' },
        { direction: "received", at: 3, data: '{"type":"tick","price":1.5,"note":null}' },
        { direction: "received", at: 4, data: Buffer.from([1, 2]) },
      ],
      exchanges: [],
    },
    {
      protocol: "socket.io",
      url: "http://localhost:9001/socket.io/?EIO=4&transport=websocket",
      startedAt: 1_700_000_000_000,
      requestHeaders: [],
      messages: [
        {
          direction: "sent",
          at: 1,
          data: "42/chat,",
          socketIo: {
            kind: "event",
            namespace: "/chat",
            event: "say",
            ackId: 0,
            args: [{ text: "hi" }, "lobby"],
          },
        },
        {
          direction: "received",
          at: 2,
          data: "43/chat,",
          socketIo: { kind: "ack", namespace: "/chat", ackId: 0, args: [{ ok: true }] },
        },
        {
          direction: "received",
          at: 3,
          data: "42/chat,",
          socketIo: { kind: "event", namespace: "/chat", event: "bye", args: [] },
        },
      ],
      exchanges: [],
    },
  ],
};

describe("documents that the official parser accepts", () => {
  it.each(["asyncapi", "asyncapi-2"])("%s of a collection", async (name) => {
    const format = collectionFormats.find((one) => one.name === name);
    const text = format?.write(sample, { withSecrets: false }).files[0]?.text ?? "";
    expect(await complaints(text)).toEqual([]);
  });

  it.each([2, 3] as const)("version %d inferred from a recording", async (version) => {
    const { files } = writeAsyncApiOfRecording("Feeds", recording, version);
    const text = files[0]?.text ?? "";
    expect(await complaints(text)).toEqual([]);
    expect(text).not.toContain("s3cret");
  });
});

describe("inference", () => {
  const { document } = {
    document: writeAsyncApiOfRecording("Feeds", recording, 3).files[0]?.text ?? "",
  };
  const { collection } = readCollection([{ file: "feeds.yaml", text: document }]);

  it("names WebSocket messages by what they call their kind", () => {
    const feed = collection.requests.find(({ saved }) => saved.request.url.includes("/feed"));
    expect(feed?.saved.messages).toMatchObject([{ name: "subscribe", message: { kind: "json" } }]);
    expect(feed?.saved.request.headers?.map(({ name }) => name)).toEqual(["Authorization", "X-Client"]);
  });

  it("describes members that were not always there as optional, and numbers of both kinds as numbers", () => {
    expect(document).toMatch(/price:\n\s+type: number/);
    const tick = document.slice(document.indexOf("price:"));
    expect(tick.slice(tick.indexOf("required:"), tick.indexOf("examples:"))).not.toContain("note");
  });

  it("pairs acknowledgements with their events, and keeps several arguments apart", () => {
    const { saved } = requestNamed(collection.requests, "chat");
    expect(saved.messages[0]?.message).toMatchObject({
      event: "say",
      args: [
        { kind: "json", body: '{\n  "text": "hi"\n}' },
        { kind: "text", body: "lobby" },
      ],
      ackTimeoutMs: 5000,
    });
    expect(saved.events).toEqual([{ event: "bye", listen: true }]);
  });
});

describe("documents of others", () => {
  const streetlights = `asyncapi: 2.6.0
info: { title: Streetlights, version: 1.0.0 }
servers:
  production: { url: "wss://{env}.example.com/v1", protocol: wss, variables: { env: { default: prod } } }
channels:
  /lights:
    bindings: { ws: { query: { type: object, properties: { city: { type: string, default: Taipei } } } } }
    publish: { message: { $ref: "#/components/messages/turnOn" } }
    subscribe: { message: { name: lit, payload: { type: object } } }
components:
  messages:
    turnOn:
      name: turnOn
      payload: { $ref: "#/components/schemas/turnOn" }
  schemas:
    turnOn:
      type: object
      required: [id, next]
      properties:
        id: { type: integer, minimum: 3 }
        next: { $ref: "#/components/schemas/turnOn" }
`;

  it("makes messages from schemas, one that contains itself too", () => {
    const { collection } = readCollection([{ file: "lights.yaml", text: streetlights }]);
    const { saved } = requestNamed(collection.requests, "lights");
    expect(saved.request.url).toBe("wss://{{env}}.example.com/v1/lights?city=Taipei");
    const [message] = saved.messages;
    expect(message?.message.kind).toBe("json");
    const body = message?.message.kind === "json" ? JSON.parse(message.message.body) : undefined;
    expect(body).toMatchObject({ id: 3 });
  });

  it("calls a message without a name by its key", () => {
    const text = `asyncapi: 3.0.0
info: { title: Keys, version: 1.0.0 }
servers: { main: { host: "localhost:1", protocol: ws } }
channels:
  room:
    address: /room
    messages: { join: { payload: { type: object } } }
operations:
  enter:
    action: receive
    channel: { $ref: "#/channels/room" }
    messages: [{ $ref: "#/channels/room/messages/join" }]
  all: { action: receive, channel: { $ref: "#/channels/room" } }
`;
    const { collection } = readCollection([{ file: "keys.yaml", text }]);
    const { saved } = requestNamed(collection.requests, "room");
    expect(saved.messages.map(({ name }) => name)).toEqual(["join", "join"]);
  });

  it("refuses references that lead nowhere or away", () => {
    for (const ref of ["#/components/messages/none", "https://example.com/x.json"]) {
      const text = streetlights.replace("#/components/messages/turnOn", ref);
      expect(() => readCollection([{ file: "lights.yaml", text }])).toThrow(FormatError);
      expect(() => readCollection([{ file: "lights.yaml", text }])).toThrow(ref);
    }
  });
});
