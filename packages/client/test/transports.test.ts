import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http, { type IncomingMessage, type RequestListener } from "node:http";
import https from "node:https";
import { type AddressInfo, connect, type Socket as NetSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { type PeerProcess, startSocketIo } from "@signalbox/peers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Engine, HandshakeRefusedError, Manager, TransportError, WebSocketTransport } from "../src/index.js";
import { connected, next, onTransport, open } from "./helpers.js";

let peer: PeerProcess;
beforeAll(async () => {
  peer = await startSocketIo(4, { server: { maxHttpBufferSize: 100_000 } });
});
afterAll(() => peer.stop());

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A bare HTTP server; returns its port. */
async function listen(server: http.Server): Promise<number> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const answering = (listener: RequestListener) => listen(http.createServer(listener));

/** Passes everything on to the peer, TLS ended here; shows each request. */
async function proxy(see: (request: IncomingMessage) => void, tls?: https.ServerOptions): Promise<number> {
  const server = tls ? https.createServer(tls) : http.createServer();
  const forward = (request: IncomingMessage) => {
    see(request);
    const { method, url, headers } = request;
    return http.request({ port: peer.port, host: "127.0.0.1", method, path: url, headers });
  };
  server.on("request", (request, response) => {
    const upstream = forward(request).on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 500, {
        ...answer.headers,
        "set-cookie": ["route=a; Path=/", "gone=1; Max-Age=0"],
      });
      answer.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    request.pipe(upstream);
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    const upstream = forward(request);
    upstream.on("upgrade", (answer: IncomingMessage, there: NetSocket, head: Buffer) => {
      const lines = answer.rawHeaders.reduce((text, part, i) => text + part + (i % 2 ? "\r\n" : ": "), "");
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n`);
      socket.write(head);
      socket.pipe(there).pipe(socket);
      for (const one of [socket, there])
        one.on("error", () => {}).on("close", () => [socket, there].map((o) => o.destroy()));
    });
    upstream.on("error", () => socket.destroy());
    upstream.end();
  });
  return listen(server);
}

describe("a server that is none of ours", () => {
  const answers: [name: string, status: number, body: string, message: string][] = [
    ["404 with a page", 404, "<p>nothing here", "xhr poll error"],
    ["401", 401, '{"error":"who are you"}', "xhr poll error"],
    ["500", 500, "", "xhr poll error"],
    ["200 with a page", 200, "<p>welcome", "server error"],
    ["200 with other JSON", 200, '0{"sid":1}', "server error"],
  ];
  test.each(answers)("polling: %s", async (_, status, body, message) => {
    const port = await answering((_request, response) =>
      response.writeHead(status, { "x-a": "b" }).end(body),
    );
    for (const version of [4, "auto", 2] as const) {
      const socket = open(port, { transports: ["polling"], reconnection: false, version });
      const [error] = await next<[TransportError]>(socket, "connect_error");
      expect(error).toBeInstanceOf(TransportError);
      expect(error).toMatchObject({ message, type: "TransportError", description: status });
      expect(error.context).toMatchObject({ status, responseText: body });
      expect(error.cause).toBeInstanceOf(HandshakeRefusedError);
      expect(error.cause).toMatchObject({ status, body, headers: { "x-a": "b" } });
      expect(socket.io.engine.readyState).toBe("closed");
    }
  });

  test.each([200, 401, 404, 503])("websocket: %d", async (status) => {
    const port = await answering((_request, response) =>
      response.writeHead(status, { "x-a": "b" }).end("no"),
    );
    const socket = open(port, { transports: ["websocket"], reconnection: false });
    const [error] = await next<[TransportError]>(socket, "connect_error");
    expect(error.message).toBe("websocket error");
    expect(error.cause).toBeInstanceOf(HandshakeRefusedError);
    expect(error.cause).toMatchObject({ status, body: "no", headers: { "x-a": "b" } });
  });

  test.each(["polling", "websocket"])("%s: nobody listens", async (name) => {
    const socket = open(1, { transports: [name], reconnection: false });
    const [error] = await next<[TransportError]>(socket, "connect_error");
    expect(error.cause).toMatchObject({ code: "ECONNREFUSED" });
  });

  test.each(["polling", "websocket"])("%s: a server that never answers is given up", async (name) => {
    const server = http.createServer(() => {}).on("upgrade", () => {});
    const socket = open(await listen(server), { transports: [name], reconnection: false, timeout: 50 });
    const [error] = await next<[Error]>(socket, "connect_error");
    expect(error.message).toBe("timeout");
  });

  test("requestTimeout ends a poll that takes too long", async () => {
    const port = await answering(() => {});
    const socket = open(port, { transports: ["polling"], reconnection: false, requestTimeout: 30 });
    const [error] = await next<[TransportError]>(socket, "connect_error");
    expect(error.message).toBe("xhr poll error");
    expect(error.cause).toEqual(new Error("request timed out"));
  });

  test("no transport that exists", async () => {
    const socket = open(1, { transports: ["carrier pigeon"], reconnection: false });
    const [error] = await next<[Error]>(socket, "connect_error");
    expect(error.message).toBe("No transports available");
  });

  test("an answer that turns into nonsense later closes the session", async () => {
    let polls = 0;
    const port = await answering((_request, response) => {
      const sid = '0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}';
      response.end(polls++ === 0 ? sid : "9nonsense");
    });
    const socket = open(port, { transports: ["polling"], reconnection: false });
    const [reason, error] = await next<[string, TransportError]>(socket.io, "close");
    expect([reason, error.message]).toEqual(["transport error", "parse error"]);
  });
});

describe("which transport", () => {
  test("tryAllTransports goes on to the next one", async () => {
    const only = await startSocketIo(4, { server: { transports: ["websocket"] } });
    try {
      const socket = await connected(only.port, { tryAllTransports: true });
      expect(socket.io.engine.transport.name).toBe("websocket");
      const stuck = open(only.port, { reconnection: false });
      const [error] = await next<[TransportError]>(stuck, "connect_error");
      expect(error.description).toBe(400);
    } finally {
      await only.stop();
    }
  });

  test.each([2, 3, 4] as const)("auto finds a Socket.IO %d that has polling off", async (version) => {
    const only = await startSocketIo(version, { server: { transports: ["websocket"] } });
    try {
      for (const transports of [["polling", "websocket"], ["websocket"]]) {
        const socket = await connected(only.port, { version: "auto", transports });
        expect(socket.io.version).toBe(version);
        expect(await socket.emitWithAck("ask", 1)).toEqual([1]);
      }
    } finally {
      await only.stop();
    }
  });

  test("rememberUpgrade begins with WebSocket after a session that ended there", async () => {
    Engine.priorWebsocketSuccess = false;
    const first = await connected(peer.port, { rememberUpgrade: true });
    await onTransport(first.io, "websocket");
    const second = await connected(peer.port, { rememberUpgrade: true });
    expect(second.io.engine.transport.name).toBe("websocket");
    const third = await connected(peer.port);
    expect(third.io.engine.transport.name).toBe("polling");
  });

  test("upgrade: false stays with polling; a failed upgrade does too", async () => {
    const socket = await connected(peer.port, { upgrade: false });
    expect(await socket.emitWithAck("ask", 1)).toEqual([1]);
    expect(socket.io.engine.transport.name).toBe("polling");
    const port = await proxy(() => {});
    servers
      .at(-1)
      ?.removeAllListeners("upgrade")
      .on("upgrade", (_request, there) => there.destroy());
    const stubborn = open(port);
    const [error] = await next<[TransportError]>(stubborn.io.engine, "upgradeError");
    expect(error.message).toBe("probe error: Error: websocket error");
    expect(await stubborn.emitWithAck("ask", 2)).toEqual([2]);
    expect(stubborn.io.engine.transport.name).toBe("polling");
  });

  test("a large backlog goes in bodies that the server takes", async () => {
    const socket = open(peer.port, { transports: ["polling"], autoConnect: false });
    const got: number[] = [];
    socket.on("echo", (n) => got.push(n));
    for (let n = 0; n < 100; n++) socket.emit("echo", n, "€".repeat(1000));
    socket.connect();
    await next(socket, "connect");
    await socket.emitWithAck("ask");
    expect(got).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  test("a class in place of a name", async () => {
    const socket = await connected(peer.port, { transports: [WebSocketTransport] });
    expect(socket.io.engine.transport).toBeInstanceOf(WebSocketTransport);
    expect(await socket.emitWithAck("ask", 1)).toEqual([1]);
  });

  test.each(["polling", "websocket"])("forceBase64 over %s", async (name) => {
    const socket = await connected(peer.port, { transports: [name], forceBase64: true });
    const bytes = Buffer.from([1, 2, 3]);
    expect(await socket.emitWithAck("ask", bytes)).toEqual([bytes]);
  });
});

describe("what the server sees", () => {
  test("query, headers, timestamps and cookies", async () => {
    const seen: IncomingMessage[] = [];
    const port = await proxy((request) => seen.push(request));
    const socket = await connected(port, {
      query: { a: "x y", b: 1 },
      extraHeaders: { "x-token": "t" },
      withCredentials: true,
      protocols: ["chat.v1"],
    });
    await onTransport(socket.io, "websocket");
    const parameters = seen.map(({ url }) => new URL(url ?? "", "http://x").searchParams);
    expect(new Set(parameters.map((one) => `${one.get("EIO")} ${one.get("a")} ${one.get("b")}`))).toEqual(
      new Set(["4 x y 1"]),
    );
    expect(new Set(seen.map(({ headers }) => headers["x-token"]))).toEqual(new Set(["t"]));
    expect(new Set(seen.slice(1).map(({ headers }) => headers.cookie))).toEqual(new Set(["route=a"]));
    expect(seen[0]?.headers.cookie).toBeUndefined();
    const upgrade = seen.find(({ headers }) => headers.upgrade !== undefined);
    expect(upgrade?.headers["sec-websocket-protocol"]).toBe("chat.v1");
    const times = parameters.filter((one) => one.get("transport") === "polling").map((one) => one.get("t"));
    expect(new Set(times).size).toBe(times.length);
  });

  test("the options of its requests and of one transport", async () => {
    const seen: IncomingMessage[] = [];
    const port = await answering((request, response) => {
      seen.push(request);
      response.end(`0{"sid":"x","upgrades":["websocket"],"pingInterval":60000,"pingTimeout":60000}`);
    });
    servers.at(-1)?.on("upgrade", (request, there) => {
      seen.push(request);
      there.destroy();
    });
    const socket = open(port, {
      path: "/live",
      addTrailingSlash: false,
      timestampParam: "time",
      timestampRequests: true,
      extraHeaders: { "x-for": "both" },
      transportOptions: { websocket: { extraHeaders: { "x-for": "websocket" }, perMessageDeflate: false } },
      reconnection: false,
    });
    await next(socket.io.engine, "upgradeError");
    const urls = seen.map(({ url }) => new URL(url ?? "", "http://x"));
    expect(new Set(urls.map(({ pathname }) => pathname))).toEqual(new Set(["/live"]));
    expect(urls.every(({ searchParams }) => searchParams.has("time"))).toBe(true);
    const upgrade = seen.find(({ headers }) => headers.upgrade !== undefined);
    expect([seen[0]?.headers["x-for"], upgrade?.headers["x-for"]]).toEqual(["both", "websocket"]);
    expect(upgrade?.headers["sec-websocket-extensions"]).toBeUndefined();
  });

  test("no cookies without withCredentials; the query of the URL wins", async () => {
    const seen: IncomingMessage[] = [];
    const port = await proxy((request) => seen.push(request));
    await connected(`http://127.0.0.1:${port}/?a=url`, { query: { a: "option" }, transports: ["polling"] });
    expect(new Set(seen.map(({ headers }) => headers.cookie))).toEqual(new Set([undefined]));
    expect(new URL(seen[0]?.url ?? "", "http://x").searchParams.get("a")).toBe("url");
  });

  test("an agent makes the connections, as proxies need it", async () => {
    let connections = 0;
    class ProxyAgent extends http.Agent {
      override createConnection() {
        connections++;
        return connect(peer.port, "127.0.0.1");
      }
    }
    for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
      const before = connections;
      const agent = new ProxyAgent();
      const socket = await connected("http://behind.the.proxy.invalid:1", { transports, agent });
      if (transports.length > 1) await onTransport(socket.io, "websocket");
      expect(await socket.emitWithAck("ask", 1)).toEqual([1]);
      expect(connections).toBeGreaterThan(before);
      socket.disconnect();
    }
  });

  test("an agent, and redirects", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
    const port = await answering((request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${peer.port}${request.url}` }).end();
    });
    const socket = open(port, { transports: ["polling"], agent, reconnection: false });
    await next(socket.io, "open");
    expect(Object.keys(agent.sockets).length + Object.keys(agent.freeSockets).length).toBeGreaterThan(0);
    socket.disconnect();
    agent.destroy();
  });
});

describe("TLS", () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-client-"));
  let tls: { key: Buffer; cert: Buffer };
  beforeAll(() => {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        ...["-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=localhost"],
        ...["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
      ],
      { stdio: "ignore" },
    );
    tls = { key: readFileSync(key), cert: readFileSync(cert) };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(["polling", "websocket"])(
    "%s: a certificate that does not verify is refused, unless told",
    async (name) => {
      const port = await proxy(() => {}, tls);
      const url = `https://127.0.0.1:${port}`;
      const refused = open(url, { transports: [name], reconnection: false });
      const [error] = await next<[TransportError]>(refused, "connect_error");
      expect(error.cause).toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
      const careless = await connected(url, { transports: [name], rejectUnauthorized: false });
      expect(await careless.emitWithAck("ask", 1)).toEqual([1]);
      const careful = await connected(url, { transports: [name], ca: tls.cert });
      expect(await careful.emitWithAck("ask", 2)).toEqual([2]);
    },
  );

  test.each(["polling", "websocket"])("%s: a client shows its certificate", async (name) => {
    const ways = ["key.pem", "locked.pem", "both.p12"].map((file) => join(folder, `${name}-${file}`));
    const [plain = "", locked = "", bundle = ""] = ways;
    writeFileSync(plain, tls.key);
    const password = ["-passout", "pass:secret"];
    execFileSync("openssl", ["pkey", "-in", plain, "-aes256", ...password, "-out", locked]);
    const certificate = ["-in", join(folder, "cert.pem"), "-inkey", plain];
    execFileSync("openssl", ["pkcs12", "-export", ...certificate, ...password, "-out", bundle]);
    const shown: boolean[] = [];
    const asking = { ...tls, ca: tls.cert, requestCert: true, rejectUnauthorized: false };
    const port = await proxy(({ socket }) => shown.push((socket as TLSSocket).authorized), asking);
    const { cert } = tls;
    for (const identity of [
      { key: tls.key, cert, ciphers: "ECDHE-ECDSA-AES256-GCM-SHA384" },
      { key: readFileSync(locked), passphrase: "secret", cert },
      { pfx: readFileSync(bundle), passphrase: "secret" },
    ]) {
      const socket = await connected(`https://127.0.0.1:${port}`, {
        transports: [name],
        ca: cert,
        ...identity,
      });
      socket.disconnect();
    }
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(shown).not.toContain(false);
  });
});

describe("heartbeat", () => {
  test.each([2, 4] as const)("a Socket.IO %d server that falls silent is left", async (version) => {
    const silent = await startSocketIo(version, { server: { pingInterval: 100, pingTimeout: 100 } });
    try {
      const socket = await connected(silent.port, {
        version,
        transports: ["websocket"],
        reconnection: false,
      });
      let pings = 0;
      socket.io.on("ping", () => pings++);
      const pong = next(socket.io.engine, "pong");
      await next(socket.io, "ping");
      await next(socket.io, "ping");
      expect(pings).toBe(2);
      await pong;
      process.kill(silent.pid, "SIGSTOP");
      expect(await next(socket, "disconnect")).toEqual(["ping timeout", undefined]);
    } finally {
      process.kill(silent.pid, "SIGCONT");
      await silent.stop();
    }
  });
});

test("useNativeTimers keeps to the timers found at the start", async () => {
  const { setTimeout: native } = globalThis;
  const replaced = (() => {
    throw new Error("replaced");
  }) as unknown as typeof setTimeout;
  const manager = new Manager(`http://127.0.0.1:${peer.port}`, { autoConnect: false, useNativeTimers: true });
  globalThis.setTimeout = replaced;
  try {
    manager.open();
  } finally {
    globalThis.setTimeout = native;
  }
  await next(manager, "open");
  manager._close();
});

test.each(["polling", "websocket"])(
  "autoUnref over %s lets the process end while connected",
  async (name) => {
    // In a process of its own, so from what was built.
    const entry = new URL("../dist/index.js", import.meta.url).href;
    const code = `
    import { io } from ${JSON.stringify(entry)};
    const options = { transports: [${JSON.stringify(name)}], autoUnref: true };
    const socket = io("http://127.0.0.1:${peer.port}", options);
    const wait = setInterval(() => {}, 1000);
    socket.on("connect", () => clearInterval(wait));
  `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" });
    expect(await once(child, "exit")).toEqual([0, null]);
  },
);
