import type { Collection, CollectionRequest } from "../../src/formats/index.js";

/** A collection that holds one of everything that some format carries. */
export const sample: Collection = {
  name: "Trains",
  description: "Everything that runs.",
  variables: [
    { name: "host", value: "localhost:3000" },
    { name: "token", value: "s3cret", secret: true },
  ],
  environments: [{ name: "staging", variables: [{ name: "host", value: "staging.example.com" }] }],
  requests: [
    {
      folders: ["Live", "Signals"],
      saved: {
        name: "Ticker",
        description: "All departures.",
        tags: ["live", "v2"],
        request: {
          protocol: "websocket",
          url: "ws://{{host}}/ticker?line=7&from=a%20b",
          params: [
            { name: "line", value: "7" },
            { name: "from", value: "a b" },
            { name: "debug", value: "1", enabled: false },
          ],
          headers: [
            { name: "X-Client", value: "box" },
            { name: "X-Off", value: "no", enabled: false },
          ],
          authorization: { type: "bearer", token: "{{token}}" },
        },
        messages: [
          {
            id: "message-1",
            name: "subscribe",
            message: { kind: "json", body: '{\n  "type": "subscribe",\n  "line": 7\n}' },
          },
          { id: "message-2", name: "hello", message: { kind: "text", body: "hello {{token}}" } },
        ],
      },
    },
    {
      folders: ["Live"],
      saved: {
        name: "Chat",
        request: {
          protocol: "socket.io",
          url: "http://{{host}}/chat",
          headers: [],
          version: 3,
          path: "/realtime",
        },
        messages: [
          {
            id: "message-1",
            name: "say",
            message: {
              kind: "event",
              event: "chat_message",
              args: [
                { kind: "json", body: '{\n  "text": "hi"\n}' },
                { kind: "text", body: "lobby" },
              ],
              ackTimeoutMs: 5000,
            },
          },
        ],
        events: [
          { event: "user_joined", listen: true },
          { event: "typing", listen: false },
        ],
      },
    },
  ],
};

export const webSocketOnly: Collection = {
  ...sample,
  requests: sample.requests.filter(({ saved }) => saved.request.protocol === "websocket"),
};

export function requestNamed(requests: readonly CollectionRequest[], name: string): CollectionRequest {
  const found = requests.find(({ saved }) => saved.name === name);
  if (found === undefined) throw new Error(`no request is named ${name}`);
  return found;
}
