import { afterEach, describe, expect, it } from "vitest";
import type { ServerOptions } from "../../src/index.js";
import { Harness } from "../support/harness.js";
import { openSession, poll, refusedUpgrade } from "../support/raw.js";

const harness = new Harness();
afterEach(() => harness.cleanup());

interface Told {
  code: number;
  message: string;
  context: Record<string, unknown>;
}

async function start(options: Partial<ServerOptions> = {}) {
  const { io, url } = await harness.start(options);
  const told: Told[] = [];
  io.engine.on("connection_error", ({ req, code, message, context }) => {
    expect(req.url).toContain("/socket.io/");
    told.push({ code, message, context });
  });
  return { io, url, told };
}

describe("a refused request", () => {
  const refuseAll: Partial<ServerOptions> = {
    allowRequest: (_request, decide) => decide("not today", false),
  };
  it.each([
    ["no transport", "EIO=4", {}, {}, 0, "Transport unknown", { transport: undefined }],
    ["an unknown one", "EIO=4&transport=tcp", {}, {}, 0, "Transport unknown", { transport: "tcp" }],
    [
      "one that is switched off",
      "EIO=4&transport=polling",
      {},
      { transports: ["websocket"] },
      0,
      "Transport unknown",
      { transport: "polling" },
    ],
    ["an unknown session", "EIO=4&transport=polling&sid=x", {}, {}, 1, "Session ID unknown", { sid: "x" }],
    [
      "a key of every object as the session",
      "EIO=4&transport=polling&sid=__proto__",
      {},
      {},
      1,
      "Session ID unknown",
      { sid: "__proto__" },
    ],
    [
      "another method",
      "EIO=4&transport=polling",
      { method: "POST" },
      {},
      2,
      "Bad handshake method",
      { method: "POST" },
    ],
    [
      "websocket without an upgrade",
      "EIO=4&transport=websocket",
      {},
      {},
      3,
      "Bad request",
      { name: "TRANSPORT_HANDSHAKE_ERROR" },
    ],
    [
      "the application's no",
      "EIO=4&transport=polling",
      {},
      refuseAll,
      4,
      "not today",
      { message: "not today" },
    ],
    [
      "an old protocol",
      "EIO=3&transport=polling",
      {},
      {},
      5,
      "Unsupported protocol version",
      { protocol: 3 },
    ],
    ["no protocol", "transport=polling", {}, {}, 5, "Unsupported protocol version", { protocol: 3 }],
  ])("for %s", async (_name, query, init, options, code, message, context) => {
    const { url, told } = await start(options as Partial<ServerOptions>);
    const { status, headers, body } = await poll(url, query, init);
    expect({ status, type: headers["content-type"], ...JSON.parse(body) }).toEqual({
      status: code === 4 ? 403 : 400,
      type: "application/json",
      code,
      message,
    });
    expect(told).toEqual([{ code, message: code === 4 ? "Forbidden" : message, context }]);
  });

  it("for another transport or protocol than the session's", async () => {
    const { url, told } = await start({ allowEIO3: true });
    const sid = await openSession(url);
    expect((await poll(url, `EIO=4&transport=websocket&sid=${sid}`)).status).toBe(400);
    expect((await poll(url, `EIO=3&transport=polling&sid=${sid}`)).status).toBe(400);
    expect(told.map(({ context }) => context)).toEqual([
      { name: "TRANSPORT_MISMATCH", transport: "websocket", previousTransport: "polling" },
      { name: "PROTOCOL_MISMATCH", protocol: 3, previousProtocol: 4 },
    ]);
  });

  it("when the id cannot be made", async () => {
    const { io, url, told } = await start();
    io.engine.generateId = () => Promise.reject(new Error("no ids left"));
    expect(JSON.parse((await poll(url, "EIO=4&transport=polling")).body)).toEqual({
      code: 3,
      message: "Bad request",
    });
    expect(told[0]?.context).toEqual({ name: "ID_GENERATION_ERROR", error: new Error("no ids left") });
  });

  it("when a middleware fails", async () => {
    const { io, url, told } = await start();
    io.engine.use((_request, _response, next) => next(new Error("broken")));
    expect((await poll(url, "EIO=4&transport=polling")).status).toBe(400);
    expect(await refusedUpgrade(url, "EIO=4&transport=websocket")).toMatch(/^HTTP\/1.1 400 /);
    expect(told.map(({ context }) => context)).toEqual([
      { name: "MIDDLEWARE_FAILURE" },
      { name: "MIDDLEWARE_FAILURE" },
    ]);
  });
});

describe("a refused upgrade", () => {
  it.each([
    ["no transport", "EIO=4", {}, {}, "Transport unknown"],
    ["an unknown session", "EIO=4&transport=websocket&sid=zz", {}, {}, "Session ID unknown"],
    ["another method", "EIO=4&transport=websocket", { method: "POST" }, {}, "Bad handshake method"],
    ["polling by upgrade", "EIO=4&transport=polling", {}, {}, "Bad request"],
    ["an old protocol", "EIO=3&transport=websocket", {}, {}, "Unsupported protocol version"],
    [
      "the application's no",
      "EIO=4&transport=websocket",
      {},
      { allowRequest: (_: unknown, decide: (e: string, a: boolean) => void) => decide("not today", false) },
      "not today",
    ],
  ])("for %s", async (_name, query, init, options, message) => {
    const { url } = await start(options as Partial<ServerOptions>);
    expect(await refusedUpgrade(url, query, init)).toBe(
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-type: text/html\r\n" +
        `Content-Length: ${message.length}\r\n\r\n${message}`,
    );
  });

  it("is a middleware's answer where it gave one", async () => {
    const { io, url } = await start();
    io.engine.use((_request, response) => response.writeHead(401, { "X-Why": "nobody" }).end("who?"));
    const answer = await refusedUpgrade(url, "EIO=4&transport=websocket");
    expect(answer).toMatch(/^HTTP\/1.1 401 Unauthorized\r\nX-Why: nobody\r\n/);
    expect(answer).toMatch(/who\?/);
  });

  it("of another path is ended when nobody answers it", async () => {
    const { url } = await harness.start({ destroyUpgradeTimeout: 10 });
    expect(await refusedUpgrade(url, "", { path: "/elsewhere" })).toBe("");
  });
});
