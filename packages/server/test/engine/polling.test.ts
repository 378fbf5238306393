import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { EngineOptions } from "../../src/engine/index.js";
import type { ServerOptions, Socket } from "../../src/index.js";
import { Harness, next } from "../support/harness.js";
import { openSession, poll } from "../support/raw.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

/** A session of the engine alone: what is in its messages does not matter. */
async function start(options: Partial<EngineOptions> = {}, query = "EIO=4") {
  const { engine, url } = await harness.startEngine(options);
  const sid = await openSession(url, query);
  const session = engine.clients[sid];
  if (session === undefined) throw new Error("no session");
  return { engine, session, ...requests(url, query, sid) };
}

async function startIo(options: Partial<ServerOptions> = {}, query = "EIO=4") {
  const { io, url } = await harness.start(options);
  return { io, ...requests(url, query, await openSession(url, query)) };
}

function requests(url: string, query: string, sid: string) {
  const at = `${query}&transport=polling&sid=${sid}`;
  return {
    url,
    sid,
    get: (extra = "", init = {}) => poll(url, at + extra, init),
    post: (body: string | Buffer, extra = "", init = {}) =>
      poll(url, at + extra, { method: "POST", body, ...init }),
  };
}

describe("polling, Engine.IO 4", () => {
  it("opens with what the client has to know", async () => {
    const { url } = await harness.start({ pingInterval: 1000, pingTimeout: 500, maxHttpBufferSize: 77 });
    const { status, headers, body } = await poll(url, "EIO=4&transport=polling");
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/plain; charset=UTF-8");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["set-cookie"]).toBeUndefined();
    expect(body[0]).toBe("0");
    expect(JSON.parse(body.slice(1))).toEqual({
      sid: expect.stringMatching(/^[\w-]{20}$/),
      upgrades: ["websocket"],
      pingInterval: 1000,
      pingTimeout: 500,
      maxPayload: 77,
    });
  });

  it("offers no upgrade that is not allowed", async () => {
    for (const options of [
      { allowUpgrades: false },
      { transports: ["polling"] },
    ] as Partial<ServerOptions>[]) {
      const { url } = await harness.start(options);
      const { body } = await poll(url, "EIO=4&transport=polling");
      expect(JSON.parse(body.slice(1)).upgrades).toEqual([]);
    }
  });

  it("sends the packets of one turn in one answer, and several in one request", async () => {
    const { io, get, post } = await startIo();
    io.on("connection", (socket) => socket.on("e", (n) => socket.emit("f", n)));
    expect(await post("40")).toMatchObject({ status: 200, body: "ok" });
    expect((await get()).body).toMatch(/^40\{"sid"/);
    await post('42["e",1]\x1e42["e","zażółć €"]');
    expect((await get()).body).toBe('42["f",1]\x1e42["f","zażółć €"]');
  });

  it("carries binary as Base64", async () => {
    const { io, get, post } = await startIo();
    io.on("connection", (socket) => socket.on("e", (bytes) => socket.emit("f", bytes)));
    await post("40");
    await get();
    await post('451-["e",{"_placeholder":true,"num":0}]\x1ebAQID');
    expect((await get()).body).toBe('451-["f",{"_placeholder":true,"num":0}]\x1ebAQID');
  });

  it("pings by itself", async () => {
    const { get } = await start({ pingInterval: 10 });
    expect((await get()).body).toBe("2");
  });

  it("closes when the client is silent, and when it says so", async () => {
    const silent = await start({ pingInterval: 10, pingTimeout: 10 });
    expect(await next(silent.session, "close")).toEqual(["ping timeout", undefined]);
    expect((await silent.get()).status).toBe(400);

    const polite = await start();
    const waiting = polite.get();
    const end = next(polite.session, "close");
    await polite.post("1");
    expect((await waiting).body).toBe("6");
    expect((await end)[0]).toBe("transport close");
    expect((await polite.get()).status).toBe(400);
  });

  it("tells the client that it closes, now or by the next poll", async () => {
    const now = await start();
    const waiting = now.get();
    // The poll has arrived when the transport accepts packets.
    while (!now.session.transport.accepts) await new Promise(setImmediate);
    now.session.close();
    expect((await waiting).body).toBe("1");

    const later = await start();
    later.session.close();
    const end = next(later.session, "close");
    expect((await later.get()).body).toBe("1");
    expect((await end)[0]).toBe("forced close");
  });

  it("compresses long answers for clients that can read them", async () => {
    const { session, url, sid } = await start({ httpCompression: { threshold: 100 } });
    const { hostname, port } = new URL(url);
    const get = (headers: string): Promise<Buffer> =>
      new Promise((resolve) => {
        const socket = connect(Number(port), hostname);
        const chunks: Buffer[] = [];
        socket.on("data", (chunk) => chunks.push(chunk)).on("close", () => resolve(Buffer.concat(chunks)));
        socket.write(
          `GET /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`,
        );
      });
    const body = (answer: Buffer): Buffer => answer.subarray(answer.indexOf("\r\n\r\n") + 4);
    session.send("x".repeat(200));
    const compressed = await get("Accept-Encoding: deflate;q=0, gzip\r\n");
    expect(compressed.toString("latin1")).toMatch(/content-encoding: gzip/i);
    expect(gunzipSync(body(compressed)).toString()).toBe(`4${"x".repeat(200)}`);
    session.send("x".repeat(200));
    expect((await get("")).toString("latin1")).toMatch(/x{200}$/);
    session.send("x".repeat(200), { compress: false });
    expect((await get("Accept-Encoding: gzip\r\n")).toString("latin1")).toMatch(/x{200}$/);
  });
});

describe("polling, Engine.IO 3", () => {
  const old = { allowEIO3: true };

  it("puts the client into the main namespace without being asked", async () => {
    const { get } = await startIo(old, "EIO=3");
    expect((await get()).body).toBe("2:40");
  });

  it("speaks in lengths of UTF-16 code units", async () => {
    const { session, get, post } = await start(old, "EIO=3&b64=1");
    const heard = next(session, "data");
    await post("5:4a😀€");
    expect(await heard).toEqual(["a😀€"]);
    session.send("a😀€");
    session.send("b");
    expect((await get()).body).toBe("5:4a😀€2:4b");
  });

  it("answers pings, and is kept alive by any packet", async () => {
    const { get, post, session } = await start({ ...old, pingInterval: 1000, pingTimeout: 1000 }, "EIO=3");
    await post("6:2probe");
    expect((await get()).body).toBe("6:3probe");
    const before = session.due;
    await post("2:4x");
    expect(session.due).toBeGreaterThan(before);
  });

  it("ends when the client is silent for the interval and the timeout", async () => {
    const { session } = await start({ ...old, pingInterval: 10, pingTimeout: 10 }, "EIO=3");
    expect((await next(session, "close"))[0]).toBe("ping timeout");
  });

  it("carries binary as text to clients that ask for it, else as octets", async () => {
    const text = await start(old, "EIO=3&b64=1");
    const heard = next<[Buffer]>(text.session, "data");
    await text.post("6:b4AQID");
    expect([...(await heard)[0]]).toEqual([1, 2, 3]);
    text.session.send(Buffer.from([1, 2, 3]));
    expect((await text.get()).body).toBe("6:b4AQID");

    const octets = await start(old, "EIO=3");
    const again = next<[Buffer]>(octets.session, "data");
    const body = Buffer.from([1, 4, 255, 4, 1, 2, 3]);
    await octets.post(body, "", { headers: { "content-type": "application/octet-stream" } });
    expect([...(await again)[0]]).toEqual([1, 2, 3]);
    octets.session.send(Buffer.from([1, 2, 3]));
    const answer = await fetch(`${octets.url}/socket.io/?EIO=3&transport=polling&sid=${octets.sid}`);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(body);
  });
});

describe("JSONP", () => {
  it("answers with a script and reads forms", async () => {
    const { io, get, post } = await startIo({}, "EIO=4");
    io.on("connection", (socket: Socket) => socket.on("e", (text) => socket.emit("f", text)));
    const form = { headers: { "content-type": "application/x-www-form-urlencoded" } };
    expect((await post("d=40", "&j=7", form)).body).toBe("ok");
    expect((await get("&j=7")).body).toMatch(/^___eio\[7\]\("40\{\\"sid/);
    // A line feed travels as backslash and n, a backslash before an n as two and an n.
    await post(`d=${encodeURIComponent('42["e","a\\\\nb \u2028"]')}`, "&j=7", form);
    const { headers, body } = await get("&j=8");
    expect(headers["content-type"]).toBe("text/javascript; charset=UTF-8");
    expect(body).toBe('___eio[8]("42[\\"f\\",\\"a\\\\nb \\u2028\\"]");');
  });

  it("does not let the callback's number be code", async () => {
    const { url } = await harness.start();
    const { body } = await poll(url, `EIO=4&transport=polling&j=${encodeURIComponent("1](alert(2));[")}`);
    expect(body).toMatch(/^___eio\[12\]\("0\{/);
  });
});

describe("polling that breaks the rules", () => {
  it("two polls at once end the session", async () => {
    const { session, get } = await start();
    const first = get();
    while (!session.transport.accepts) await new Promise(setImmediate);
    const end = next<[string, Error]>(session, "close");
    expect((await get()).status).toBe(400);
    expect((await first).body).toBe("1");
    const [reason, description] = await end;
    expect([reason, description.message]).toEqual(["transport error", "overlap from client"]);
  });

  it("two posts at once end the session", async () => {
    const { session, post, url, sid } = await start();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n4`,
    );
    const end = next<[string, Error]>(session, "close");
    // The first one is never completed; it counts from when its head has arrived.
    for (let closed = false; !closed; ) {
      await post("4x");
      closed = session.readyState === "closed";
    }
    expect((await end)[1].message).toBe("data request overlap from client");
    socket.destroy();
  });

  it.each([
    ["said in the head", { "Content-Length": "2000" }, ""],
    ["found in the chunks", { "Transfer-Encoding": "chunked" }, `7d0\r\n${"4".repeat(2000)}\r\n`],
  ])("a body over the limit, %s, is not read on", async (_name, headers, body) => {
    const { session, url, sid } = await start({ maxHttpBufferSize: 1000 });
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const answer = next<[Buffer]>(socket, "data");
    const end = next<[string, Error]>(session, "close");
    const [[name, value] = ["", ""]] = Object.entries(headers);
    socket.write(
      `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: x\r\n${name}: ${value}\r\n\r\n${body}`,
    );
    expect((await answer)[0].toString()).toMatch(/^HTTP\/1.1 413 /);
    expect((await end)[1].message).toBe("payload too large");
    socket.destroy();
  });

  it.each([
    ["no packet", "xyz"],
    ["nothing", ""],
    ["a hole", "4a\x1e\x1e4b"],
    ["too many packets", "6\x1e".repeat(20_000)],
  ])("%s ends the session with a parse error", async (_name, body) => {
    const { session, post } = await start();
    const end = next(session, "close");
    // The answer says that the body came; it is read afterwards.
    expect((await post(body)).status).toBe(200);
    expect(await end).toEqual(["parse error", undefined]);
  });

  it("octets in Engine.IO 4, and other methods, are refused", async () => {
    const { session, post, get } = await start();
    expect((await get("", { method: "PUT", body: "4" })).status).toBe(500);
    expect(session.readyState).toBe("open");
    expect((await post("4", "", { headers: { "content-type": "application/octet-stream" } })).status).toBe(
      400,
    );
    expect(session.readyState).toBe("closed");
  });

  it("a poll given up ends the session", async () => {
    const { session, url, sid } = await start();
    const controller = new AbortController();
    const waiting = fetch(`${url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      signal: controller.signal,
    });
    while (!session.transport.accepts) await new Promise(setImmediate);
    const end = next<[string, Error]>(session, "close");
    controller.abort();
    await expect(waiting).rejects.toThrow();
    expect((await end)[1].message).toBe("poll connection closed prematurely");
  });
});
