import { afterEach, expect, test } from "vitest";
import type { WebSocketServer } from "../src/index.js";
import { type RawFrame, sendBytes, sendFrame } from "../src/raw.js";
import { closed, message, pair, serve, until } from "./support.js";

let server: WebSocketServer;
afterEach(async () => {
  await server.shutdown({ timeoutMs: 0 });
});

const wrong: [string, RawFrame, string, number][] = [
  ["an opcode that is reserved", { opcode: 3 }, "WS_ERR_INVALID_OPCODE", 1002],
  ["a reserved bit", { opcode: 1, rsv: 2 }, "WS_ERR_UNEXPECTED_RSV_2_3", 1002],
  ["no mask", { opcode: 1, payload: "a", mask: false }, "WS_ERR_EXPECTED_MASK", 1002],
  ["text that is not UTF-8", { opcode: 1, payload: Uint8Array.of(0xff) }, "WS_ERR_INVALID_UTF8", 1007],
  ["a ping in fragments", { opcode: 9, fin: false }, "WS_ERR_EXPECTED_FIN", 1002],
];

test.each(wrong)("sends %s", async (_name, frame, code, closeCode) => {
  server = await serve();
  const { client, peer } = await pair(server, { perMessageDeflate: false });
  const failure = until(peer, "error");
  const end = closed(client);
  sendFrame(client, frame);
  expect((await failure)[0]).toMatchObject({ code });
  expect((await end).code).toBe(closeCode);
});

test("sends fragments at will, with a key of one's own", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  const received = message(peer);
  sendFrame(client, { opcode: 1, payload: "a", fin: false, mask: 0 });
  sendFrame(client, { opcode: 0, payload: "b", fin: false, mask: 0x7fffffff });
  sendFrame(client, { opcode: 0, payload: "c" });
  expect(await received).toBe("abc");
});

test("sends a frame that is cut short", async () => {
  server = await serve();
  const { client, peer } = await pair(server);
  sendFrame(client, { opcode: 2, payload: "abc", announcedLength: 1000 });
  const end = closed(peer);
  sendBytes(client, Uint8Array.of(1, 2, 3));
  client._socket?.end();
  expect((await end).code).toBe(1006);
});

test("a client that is not connected has no door", async () => {
  server = await serve();
  const { client } = await pair(server);
  const end = closed(client);
  client.terminate();
  await end;
  expect(() => sendFrame(client, { opcode: 1 })).toThrow(
    expect.objectContaining({ code: "WS_ERR_NOT_OPEN" }),
  );
});
