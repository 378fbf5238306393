import { type PeerProcess, startProcess } from "@signalbox/peers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { next, open } from "./helpers.js";

// Opens a session, then says whatever the query asks for: each element of `say` is one WebSocket
// message, a list of numbers being bytes.
const server = `
  const { WebSocketServer } = require("ws");
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" }, () => console.log("ready " + server.address().port));
  server.on("connection", (socket, request) => {
    const query = new URL(request.url, "http://x").searchParams;
    const eio3 = query.get("EIO") === "3";
    socket.on("error", () => {});
    socket.send(query.get("open") ?? '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
    socket.send(eio3 ? "40" : '40{"sid":"x","pid":"p"}');
    for (const one of JSON.parse(query.get("say"))) socket.send(Array.isArray(one) ? Buffer.from(one) : one);
    socket.send('42["end"]');
  });
`;

let peer: PeerProcess;
beforeAll(async () => {
  peer = await startProcess(process.execPath, ["-e", server]);
});
afterAll(() => peer.stop());

type Said = (string | number[])[];

/** How a session ended that a server spoke these messages in: with its last event, or closed. */
async function outcome(say: Said, more: { open?: string; version?: 2 | 4 } = {}): Promise<string> {
  const { version = 4, ...query } = more;
  const socket = open(peer.port, {
    transports: ["websocket"],
    reconnection: false,
    version,
    query: { ...query, say: JSON.stringify(say) },
  });
  const ends = [
    next(socket, "end").then(() => "heard to the end"),
    next<[string]>(socket, "disconnect").then(([reason]) => reason),
    next<[Error]>(socket, "connect_error").then(([error]) => error.message),
  ];
  const result = await Promise.race(ends);
  socket.disconnect();
  return result;
}

describe("a server that says", () => {
  test.each<[string, Said, string]>([
    ["nothing wrong", [], "heard to the end"],
    ["an unknown Engine.IO type", ["9"], "transport error"],
    ["an empty message", [""], "transport error"],
    ["Base64 that is none", ["b!"], "transport error"],
    ["a second open packet", ["0{}"], "heard to the end"],
    ["an unknown Socket.IO type", ["49"], "parse error"],
    ["JSON that is none", ["42[1,"], "parse error"],
    ["an event that is no list", ["42{}"], "parse error"],
    ["a reserved event", ['42["connect"]'], "parse error"],
    ["bytes that no packet announced", [[1, 2]], "parse error"],
    ["text where bytes are due", ['451-["e",{"_placeholder":true,"num":0}]', '42["f"]'], "parse error"],
    ["attachments without a place", ['451-["e"]', [1]], "parse error"],
    ["attachments by the million", ['451000000-["e"]'], "parse error"],
    ["lists in lists in lists", [`42["e",${"[".repeat(1100)}${"]".repeat(1100)}]`], "parse error"],
    ["an acknowledgement never asked for", ["4399[]", "43999999999[1]"], "heard to the end"],
    ["things about unknown namespaces", ["40/a,", '42/b,["e"]', "41/c,", "44/d,{}"], "heard to the end"],
    ["that it is connected, again", ['40{"sid":"y"}'], "heard to the end"],
    ["prototype keys", ['42["e",{"__proto__":{"polluted":true}}]'], "heard to the end"],
    ["goodbye", ["41"], "io server disconnect"],
    ["goodbye to the session", ["1"], "transport close"],
  ])("%s", async (_, say, result) => {
    expect(await outcome(say)).toBe(result);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  test.each(["0", "0{}", "0null", '0{"sid":1}', '0{"sid":"a"}', "4hello", "9"])("%s first", async (first) => {
    expect(await outcome([], { open: first })).toMatch(/^(server error|websocket error|parse error)$/);
  });
});

test("whatever a server says, nothing is thrown and the client can be used again", async () => {
  const token = fc.constantFrom(
    "4",
    "2",
    "5",
    "0",
    "1-",
    "/x,",
    '["e"]',
    '{"_placeholder":true,"num":0}',
    "[",
    "b",
  );
  const message = fc.oneof(
    fc.string({ unit: token, maxLength: 6 }),
    fc.string({ maxLength: 20 }),
    fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 4 }), fc.constantFrom(2, 4), async (say, version) => {
      expect(await outcome(say as Said, { version: version as 2 | 4 })).toEqual(expect.any(String));
    }),
    { numRuns: 150 },
  );
  expect(await outcome([])).toBe("heard to the end");
});
