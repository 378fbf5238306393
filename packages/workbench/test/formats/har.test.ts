import { describe, expect, it } from "vitest";
import { type Recording, readHar, writeHar } from "../../src/formats/index.js";

/** As a browser's network panel saves it. */
const fromBrowser = {
  log: {
    version: "1.2",
    creator: { name: "WebInspector", version: "537.36" },
    pages: [],
    entries: [
      {
        _initiator: { type: "script" },
        _resourceType: "websocket",
        _webSocketMessages: [
          { type: "send", time: 1700000000.1, opcode: 1, data: "hello" },
          { type: "receive", time: 1700000000.2, opcode: 2, data: "AQID" },
          { type: "receive", time: 1700000000.3, data: "no opcode" },
          { type: "error", time: 1700000000.4, opcode: -1, data: "Connection closed" },
        ],
        cache: {},
        request: {
          method: "GET",
          url: "wss://example.com/feed",
          httpVersion: "HTTP/1.1",
          headers: [{ name: "Cookie", value: "a=b" }],
          queryString: [],
          cookies: [],
          headersSize: 10,
          bodySize: 0,
        },
        response: {
          status: 101,
          statusText: "Switching Protocols",
          httpVersion: "HTTP/1.1",
          headers: [{ name: "Upgrade", value: "websocket" }],
          cookies: [],
          content: { size: 0, mimeType: "x-unknown" },
          redirectURL: "",
          headersSize: 10,
          bodySize: -1,
        },
        startedDateTime: "2023-11-14T22:13:20.000Z",
        time: 400,
        timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 25, receive: 0 },
      },
      {
        _resourceType: "document",
        request: { url: "https://example.com/", method: "GET" },
        response: {},
        startedDateTime: "2023-11-14T22:13:20.000Z",
      },
    ],
  },
};

describe("reading", () => {
  it("reads a browser's file: text, binary, messages without opcode; errors and other entries are told", () => {
    const { recording, losses } = readHar({ file: "x.har", text: JSON.stringify(fromBrowser) });
    const [connection] = recording.connections;
    expect(connection?.messages).toEqual([
      { direction: "sent", at: 1700000000100, data: "hello" },
      { direction: "received", at: 1700000000200, data: Buffer.from([1, 2, 3]) },
      { direction: "received", at: 1700000000300, data: "no opcode" },
    ]);
    expect(connection?.response).toMatchObject({ status: 101, at: 1700000000025 });
    expect(losses).toHaveLength(2);
  });

  it("tells what the messages of a Socket.IO connection meant", () => {
    const entry = {
      ...fromBrowser.log.entries[0],
      request: { url: "ws://localhost/socket.io/?EIO=4&transport=websocket", headers: [] },
      _webSocketMessages: [
        { type: "receive", time: 1, opcode: 1, data: '0{"sid":"x"}' },
        { type: "send", time: 2, opcode: 1, data: '42/chat,7["say","hi"]' },
        { type: "receive", time: 3, opcode: 1, data: '451-["file",{"_placeholder":true,"num":0}]' },
        { type: "receive", time: 4, opcode: 2, data: "AQID" },
      ],
    };
    const text = JSON.stringify({ log: { entries: [entry] } });
    const [connection] = readHar({ file: "x.har", text }).recording.connections;
    expect(connection?.protocol).toBe("socket.io");
    expect(connection?.messages.map(({ socketIo }) => socketIo)).toEqual([
      undefined,
      { kind: "event", namespace: "/chat", ackId: 7, event: "say", args: ["hi"] },
      undefined,
      { kind: "event", namespace: "/", event: "file", args: [Buffer.from([1, 2, 3])] },
    ]);
  });

  it("refuses what is no HAR, and one with nothing for us", () => {
    expect(() => readHar({ file: "a.har", text: "{}" })).toThrow("no log.entries");
    expect(() => readHar({ file: "a.har", text: '{"log":{"entries":[]}}' })).toThrow("no WebSocket");
  });
});

describe("a round trip", () => {
  const { recording } = readHar({ file: "x.har", text: JSON.stringify(fromBrowser) });

  it("keeps messages, times, bytes, handshake and close", () => {
    const closed: Recording = {
      connections: recording.connections.map((connection) => ({
        ...connection,
        close: { at: 1700000000500, code: 4001, reason: "bye" },
      })),
    };
    const { text } = writeHar(closed, { withSecrets: true });
    expect(readHar({ file: "y.har", text }).recording).toEqual(closed);
  });

  it("leaves cookies out unless asked, and says so", () => {
    const { text, losses } = writeHar(recording, { withSecrets: false });
    expect(text).not.toContain("a=b");
    expect(losses).toEqual([
      { where: "wss://example.com/feed", code: "secretHeader", values: { name: "Cookie" } },
    ]);
  });

  it("has every member that HAR 1.2 requires of an entry", () => {
    const { log } = JSON.parse(writeHar(recording, { withSecrets: false }).text) as {
      log: { entries: Record<string, Record<string, unknown>>[] };
    };
    const [entry] = log.entries;
    expect(Object.keys(entry ?? {})).toEqual(
      expect.arrayContaining(["startedDateTime", "time", "request", "response", "cache", "timings"]),
    );
    expect(Object.keys(entry?.request ?? {}).sort()).toEqual(
      ["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"].sort(),
    );
    expect(Object.keys(entry?.response ?? {}).sort()).toEqual(
      [
        "status",
        "statusText",
        "httpVersion",
        "cookies",
        "headers",
        "content",
        "redirectURL",
        "headersSize",
        "bodySize",
      ].sort(),
    );
  });
});
