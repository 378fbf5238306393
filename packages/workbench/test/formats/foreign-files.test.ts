import { describe, expect, it } from "vitest";
import { type FormatError, readCollection } from "../../src/formats/index.js";
import { requestNamed } from "./sample.js";

function refusal(file: string, text: string): FormatError {
  try {
    readCollection([{ file, text }]);
  } catch (error) {
    return error as FormatError;
  }
  throw new Error(`${file} was read`);
}

describe("files as other tools write them", () => {
  it("reads Postman 2.1 with folders, authorization as list, HTTP beside", () => {
    const { collection, losses } = readCollection([
      {
        file: "api.postman_collection.json",
        text: JSON.stringify({
          info: {
            _postman_id: "1",
            name: "API",
            schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
          },
          item: [
            {
              name: "Realtime",
              item: [
                {
                  name: "feed",
                  event: [{ listen: "test", script: { exec: ["pm.test()"] } }],
                  request: {
                    method: "GET",
                    auth: { type: "bearer", bearer: [{ key: "token", value: "{{jwt}}", type: "string" }] },
                    header: [{ key: "X-A", value: "1", disabled: true }],
                    url: {
                      raw: "wss://example.com/feed?a=1",
                      protocol: "wss",
                      host: ["example", "com"],
                      path: ["feed"],
                      query: [{ key: "a", value: "1" }],
                    },
                  },
                },
              ],
            },
            { name: "users", request: { method: "GET", url: "https://example.com/users" } },
          ],
          variable: [{ key: "jwt", value: "abc" }],
        }),
      },
    ]);
    const { folders, saved } = requestNamed(collection.requests, "feed");
    expect(folders).toEqual(["Realtime"]);
    expect(saved.request).toEqual({
      protocol: "websocket",
      url: "wss://example.com/feed?a=1",
      params: [{ name: "a", value: "1" }],
      headers: [{ name: "X-A", value: "1", enabled: false }],
      authorization: { type: "bearer", token: "{{jwt}}" },
    });
    expect(losses).toEqual([
      { where: "feed", code: "scripts" },
      { where: "API", code: "otherProtocols", values: { count: 1 } },
    ]);
  });

  it("reads Postman 3 items whose parts stand in a payload", () => {
    const { collection } = readCollection([
      {
        file: "c.json",
        text: JSON.stringify({
          info: { name: "WS" },
          items: [
            {
              type: "ws-socketio-request",
              title: "chat",
              payload: {
                url: "http://localhost:3000",
                path: "/socket.io",
                settings: { version: "2" },
                events: [{ name: "news", subscribed: true }],
              },
              items: [
                {
                  type: "ws-socketio-message",
                  title: "hi",
                  payload: {
                    eventName: "chat",
                    acknowledgement: true,
                    args: [{ type: "json", content: "{}" }],
                  },
                },
              ],
            },
          ],
        }),
      },
    ]);
    expect(requestNamed(collection.requests, "chat").saved).toMatchObject({
      request: { protocol: "socket.io", version: 2, path: "/socket.io" },
      messages: [{ name: "hi", message: { event: "chat", args: [{ kind: "json", body: "{}" }] } }],
      events: [{ event: "news", listen: true }],
    });
  });

  it("reads Insomnia 4 with its templates and environments", () => {
    const resources = [
      { _id: "wrk_1", _type: "workspace", parentId: null, name: "Chat", scope: "collection" },
      { _id: "fld_1", _type: "request_group", parentId: "wrk_1", name: "Rooms" },
      {
        _id: "ws-req_1",
        _type: "websocket_request",
        parentId: "fld_1",
        name: "lobby",
        url: "{{ _.base }}/lobby",
        headers: [{ name: "Cookie", value: "a=b", disabled: false }],
        authentication: { type: "bearer", token: "{{ _.auth.token }}" },
      },
      {
        _id: "ws-payload_1",
        _type: "websocket_payload",
        parentId: "ws-req_1",
        name: "join",
        value: '{"id": "{% uuid \'v4\' %}"}',
        mode: "application/json",
      },
      {
        _id: "env_1",
        _type: "environment",
        parentId: "wrk_1",
        name: "Base",
        data: { base: "ws://localhost", auth: { token: "t" } },
      },
      { _id: "env_2", _type: "environment", parentId: "env_1", name: "prod", data: { base: "wss://x" } },
    ];
    const text = JSON.stringify({ _type: "export", __export_format: 4, resources });
    const { collection } = readCollection([{ file: "Insomnia.json", text }]);
    const { folders, saved } = requestNamed(collection.requests, "lobby");
    expect(folders).toEqual(["Rooms"]);
    expect(saved.request.url).toBe("{{base}}/lobby");
    expect(saved.request.authorization).toEqual({ type: "bearer", token: "{{auth.token}}" });
    expect(saved.messages[0]?.message).toEqual({ kind: "json", body: '{"id": "{{$uuid}}"}' });
    expect(collection.variables).toContainEqual({ name: "auth.token", value: "t" });
    expect(collection.environments).toEqual([
      { name: "prod", variables: [{ name: "base", value: "wss://x" }] },
    ]);
  });

  it("reads Insomnia 5, a tree in YAML", () => {
    const text = `type: collection.insomnia.rest/5.0
name: Feeds
meta:
  id: wrk_1
collection:
  - name: Live
    meta:
      id: fld_1
    children:
      - url: wss://example.com/live
        name: ticks
        meta:
          id: ws-req_9
        headers:
          - name: Origin
            value: https://example.com
environments:
  name: Base
  data:
    a: 1
`;
    const { collection } = readCollection([{ file: "feeds.yaml", text }]);
    const { folders, saved } = requestNamed(collection.requests, "ticks");
    expect(folders).toEqual(["Live"]);
    expect(saved.request.headers).toEqual([{ name: "Origin", value: "https://example.com" }]);
    expect(collection.variables).toEqual([{ name: "a", value: "1" }]);
  });

  it("reads a Bruno folder, requests in the order of their numbers", () => {
    const request = (name: string, seq: number, body: string) =>
      `meta {\n  name: ${name}\n  type: ws\n  seq: ${seq}\n}\n\nws {\n  url: ws://localhost/${name}\n  body: ws\n  auth: none\n}\n\nheaders {\n  ~x-off: 1\n  x-on: a:b\n}\n\n${body}`;
    const message =
      "body:ws {\n  name: first\n  type: json\n  content: '''\n    {\n      \"a\": 1\n    }\n  '''\n}\n";
    const { collection, losses } = readCollection([
      { file: "bruno.json", text: '{"version":"1","name":"B","type":"collection"}' },
      { file: "rooms/two.bru", text: request("two", 2, "script:pre-request {\n  bru.setVar(1)\n}\n") },
      { file: "rooms/one.bru", text: request("one", 1, message) },
      { file: "get.bru", text: "meta {\n  name: get\n  type: http\n}\n\nget {\n  url: http://x\n}\n" },
      { file: "environments/dev.bru", text: "vars {\n  host: localhost\n}\nvars:secret [\n  token\n]\n" },
    ]);
    expect(collection.requests.map(({ saved }) => saved.name)).toEqual(["one", "two"]);
    const { saved } = requestNamed(collection.requests, "one");
    expect(saved.request.headers).toEqual([
      { name: "x-off", value: "1", enabled: false },
      { name: "x-on", value: "a:b" },
    ]);
    expect(saved.messages[0]?.message).toEqual({ kind: "json", body: '{\n  "a": 1\n}' });
    expect(collection.environments[0]?.variables).toEqual([
      { name: "host", value: "localhost" },
      { name: "token", value: "", secret: true },
    ]);
    expect(losses).toContainEqual({ where: "two", code: "scripts" });
  });

  it("reads a .http file with variables, comments and waiting", () => {
    const text = `@host = localhost:8080

### Lobby
# The front door.
WEBSOCKET ws://{{host}}/lobby
Sec-WebSocket-Protocol: chat, superchat
X-A: 1

{"n": {{n}}}
=== wait-for-server
plain
two lines
===
last

### HTTP
GET http://{{host}}/
`;
    const { collection, losses } = readCollection([{ file: "dir/lobby.http", text }]);
    const { saved } = requestNamed(collection.requests, "Lobby");
    expect(collection.name).toBe("lobby");
    expect(collection.variables).toEqual([{ name: "host", value: "localhost:8080" }]);
    expect(saved).toMatchObject({
      description: "The front door.",
      request: {
        url: "ws://{{host}}/lobby",
        headers: [{ name: "X-A", value: "1" }],
        subprotocols: ["chat", "superchat"],
      },
    });
    expect(saved.messages.map(({ message }) => message)).toEqual([
      { kind: "json", body: '{"n": {{n}}}' },
      { kind: "text", body: "plain\ntwo lines" },
      { kind: "text", body: "last" },
    ]);
    expect(losses).toHaveLength(2);
  });
});

describe("files that are refused", () => {
  it("a truncated file, with what is wrong", () => {
    const error = refusal("a.json", '{"info": {"schema": "https://schema.getpostman.com/x"}, "item": [');
    expect(error.code).toBe("FORMAT_INVALID");
    expect(error.message).toContain("a.json is not JSON");
  });

  it("YAML that breaks, with line and column", () => {
    const error = refusal("a.yaml", "asyncapi: 3.0.0\ninfo:\n  title: [\n");
    expect(error.code).toBe("FORMAT_INVALID");
    expect(error.problem.values).toMatchObject({ file: "a.yaml", line: 4 });
  });

  it("a Bru block without an end, with its line", () => {
    expect(refusal("a.bru", "meta {\n  name: x\n").message).toMatch(/^a\.bru:1: the block meta does not end/);
  });

  it("a foreign file", () => {
    expect(refusal("a.json", '{"openapi": "3.1.0"}').code).toBe("FORMAT_UNKNOWN");
  });

  it("another version, by its number", () => {
    expect(refusal("i.json", '{"_type": "export", "__export_format": 3}').problem).toMatchObject({
      code: "FORMAT_VERSION",
      values: { version: "3" },
    });
    expect(refusal("a.yaml", "asyncapi: 4.0.0").code).toBe("FORMAT_VERSION");
  });

  it("a file without anything for us", () => {
    const text = JSON.stringify({
      info: { schema: "https://schema.getpostman.com/json/collection/v2.1.0/" },
      item: [{ name: "a", request: "http://x" }],
    });
    expect(refusal("p.json", text).code).toBe("FORMAT_EMPTY");
  });
});
