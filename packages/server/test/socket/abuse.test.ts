import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Socket } from "../../src/index.js";
import { Harness, next } from "../support/harness.js";
import { connectPair } from "../support/sockets.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

async function raw(url: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  socket.on("error", () => {});
  harness.onCleanup(() => socket.terminate());
  await next(socket, "open");
  return socket;
}

async function start() {
  const { io, url } = await harness.start({ maxHttpBufferSize: 100_000 });
  const witness = await connectPair(harness, io, url);
  const connection = next<[Socket]>(io, "connection");
  const hostile = await raw(url);
  hostile.send("40");
  const [socket] = await connection;
  return { io, url, witness, hostile, socket };
}

/** The others have to go on as if nothing had happened. */
async function expectUnharmed({ witness, io }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const { client, socket } = witness;
  client.on("still?", (done: (answer: string) => void) => done("yes"));
  expect(await socket.timeout(5000).emitWithAck("still?")).toBe("yes");
  expect(io.engine.clientsCount).toBe(1);
  expect(io.sockets.sockets.size).toBe(1);
  expect(io.sockets.adapter.sids.size).toBe(1);
}

const placeholder = '{"_placeholder":true,"num":0}';

describe("a client that sends nonsense is closed, and the others go on", () => {
  it.each([
    ["an unknown packet type", ["49"]],
    ["broken JSON", ['42["a']],
    ["an event that is no array", ["42{}"]],
    ["an event without a name", ["42[]"]],
    ["a name that is an object", ['42[{"a":1}]']],
    ["a reserved name", ['42["disconnect"]']],
    ["a second CONNECT", ["40"]],
    ["an error packet", ['44{"message":"x"}']],
    ["an event for a namespace it is not in", ['42/other,["x"]']],
    ["a CONNECT with a payload that is no object", ['40/x,"y"']],
    ["binary that nobody announced", [Buffer.of(1)]],
    ["text where an attachment is due", [`451-["a",${placeholder}]`, '42["b"]']],
    ["more attachments than allowed", ['4511-["a"]']],
    ["an attachment count that lies", [`452-["a",${placeholder}]`, Buffer.of(1), Buffer.of(2)]],
    ["a placeholder out of range", ['451-["a",{"_placeholder":true,"num":9}]', Buffer.of(1)]],
    ["an endless attachment count", ["4599999999999999999999-[]"]],
    ["an ack without an id", ['43["x"]']],
    ["JSON nested deeper than anybody needs", [`42["a",${"[".repeat(40_000)}${"]".repeat(40_000)}]`]],
    ["a ping, which is the server's to send", ["2"]],
    ["an unknown engine packet", ["x"]],
    ["an empty message", [""]],
    ["a message over the limit", ["4".repeat(100_001)]],
  ] as [string, (string | Buffer)[]][])("%s", async (_name, messages) => {
    const stage = await start();
    const closed = next(stage.hostile, "close");
    const ended = next(stage.socket, "disconnect");
    for (const message of messages) stage.hostile.send(message);
    await Promise.all([closed, ended]);
    await expectUnharmed(stage);
  });
});

describe("a client that sends what means nothing is not harmed", () => {
  it.each([
    ["acks nobody asked for", ['4399["x"]', '43007["y"]']],
    ["a pong nobody asked for", ["3", "3"]],
    ["noop and upgrade packets", ["6", "5"]],
  ])("%s", async (_name, messages) => {
    const stage = await start();
    stage.io.of("/room");
    const heard = next(stage.socket, "end");
    for (const message of messages) stage.hostile.send(message);
    stage.hostile.send('42["end"]');
    await heard;
  });

  it("packets for a namespace it has just been sent out of", async () => {
    const stage = await start();
    const connection = next<[Socket]>(stage.io.of("/room"), "connection");
    stage.hostile.send("40/room,");
    (await connection)[0].disconnect();
    const heard = next(stage.socket, "end");
    for (const message of ['42/room,["x"]', '42/room,1["x"]', "41/room,", '42["end"]'])
      stage.hostile.send(message);
    await heard;
  });

  it("and keys of every object stay data", async () => {
    const stage = await start();
    const heard = next<[Record<string, unknown>]>(stage.socket, "e");
    stage.hostile.send(
      '42["e",{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]',
    );
    const [value] = await heard;
    expect(Object.hasOwn(value, "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("and event names of every object are only names", async () => {
    const stage = await start();
    for (const name of ["__proto__", "constructor", "hasOwnProperty", "toString"]) {
      const heard = next(stage.socket, name);
      stage.hostile.send(JSON.stringify([name, 1]).replace(/^/, "42"));
      expect(await heard).toEqual([1]);
    }
  });
});

describe("unknown namespaces by the thousand", () => {
  it("are refused one by one and leave nothing behind", async () => {
    const stage = await start();
    const { io, hostile } = stage;
    let refused = 0;
    const all = new Promise<void>((resolve) => {
      hostile.on("message", (data) => {
        if (String(data).startsWith("44/n")) refused += 1;
        if (refused === 2000) resolve();
      });
    });
    for (let n = 0; n < 2000; n++) hostile.send(`40/n${n},`);
    await all;
    expect(io._nsps.size).toBe(1);
    hostile.close();
    await next(stage.socket, "disconnect");
    await expectUnharmed(stage);
  });
});
