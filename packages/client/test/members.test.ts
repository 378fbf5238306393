import { createRequire } from "node:module";
import { type PeerProcess, startSocketIo } from "@signalbox/peers";
import * as stock from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as ours from "../src/index.js";
import { Engine, type EngineEvents, io, Manager } from "../src/index.js";
import { connected, next, onTransport, open } from "./helpers.js";

let peer: PeerProcess;
beforeAll(async () => {
  peer = await startSocketIo(4);
});
afterAll(() => peer.stop());

function membersOf(object: object): string[] {
  const names = new Set<string>();
  for (let level = object; level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
  }
  return [...names];
}

describe("the package", () => {
  test("exports the names of socket.io-client, but for WebTransport", () => {
    const names = Object.keys(stock).filter((name) => !(name in ours));
    expect(names.filter((name) => name !== "module.exports")).toEqual(["WebTransport"]);
    expect([ours.protocol, ours.default, ours.connect]).toEqual([5, io, io]);
  });

  test("is callable when it is required, as are its sub-paths", () => {
    const require = createRequire(new URL("../dist/index.js", import.meta.url));
    for (const path of ["@signalbox/client", "@signalbox/client/debug"]) {
      const required = require(path);
      const socket = required("http://127.0.0.1:1", { autoConnect: false });
      expect(socket).toBeInstanceOf(required.Socket);
      expect(required.io).toBe(required.connect);
      expect(required.Manager).toBeTypeOf("function");
    }
    expect(require.resolve("@signalbox/client/dist/socket.io.js")).toMatch(/dist.socket\.io\.js$/);
  });

  test("has the public members of Manager and Socket", () => {
    const options = { autoConnect: false, forceNew: true };
    const [own, theirs] = [io("http://127.0.0.1:1", options), stock.io("http://127.0.0.1:1", options)];
    // Declared private in the published types.
    const privates = {
      socket: `_pid _lastOffset _queue _queueSeq ids acks flags subs _opts _anyListeners _anyOutgoingListeners
        subEvents _registerAckCallback _addToQueue _drainQueue packet onopen _sendConnectPacket onerror onclose
        _clearAcks notifyOutgoingListeners onpacket onconnect onevent emitEvent ack onack emitBuffered ondisconnect destroy _callbacks`,
      manager: `subs backoff uri encoder decoder skipReconnect _reconnection _reconnectionAttempts
        _reconnectionDelay _randomizationFactor _reconnectionDelayMax _timeout setTimeoutFn clearTimeoutFn
        maybeReconnectOnOpen onopen onping ondata ondecoded onerror cleanup onclose disconnect reconnect onreconnect
        _callbacks`,
    };
    const missing = (a: object, b: object, except: string) =>
      membersOf(b).filter((name) => !(name in a) && !except.split(/\s+/).includes(name));
    expect(missing(own, theirs, privates.socket)).toEqual([]);
    // There with the first connection.
    expect(missing(own.io, theirs.io, privates.manager).filter((name) => name !== "engine")).toEqual([]);
  });
});

describe("a socket", () => {
  test("can be opened, listened to and closed by the other names, too", async () => {
    const socket = open(peer.port, { autoConnect: false });
    expect([socket.connected, socket.disconnected, socket.active, socket.id]).toEqual([
      false,
      true,
      false,
      undefined,
    ]);
    expect(socket.open()).toBe(socket);
    expect(socket.active).toBe(true);
    await next(socket, "connect");
    expect([socket.connected, socket.disconnected, socket.nsp]).toEqual([true, false, "/"]);
    const message = next(socket, "message");
    expect(socket.compress(false).send("a", 1)).toBe(socket);
    expect(await message).toEqual(["a", 1]);
    const listener = () => {};
    socket.on("echo", listener);
    expect([socket.listeners("echo"), socket.hasListeners("echo")]).toEqual([[listener], true]);
    socket.off("echo", listener);
    expect(socket.hasListeners("echo")).toBe(false);
    const disconnected = next(socket, "disconnect");
    expect(socket.close()).toBe(socket);
    expect(await disconnected).toEqual(["io client disconnect", undefined]);
    expect([socket.active, socket.id]).toEqual([false, undefined]);
  });

  test("explains a server that speaks Socket.IO 2", async () => {
    const old = await startSocketIo(2);
    try {
      const socket = open(old.port, { transports: ["websocket"], reconnection: false });
      const [error] = await next<[Error]>(socket, "connect_error");
      expect(error.message).toMatch(/speaks Socket.IO 2: connect with the option version/);
    } finally {
      await old.stop();
    }
  });

  test("is told why an open connection ended", async () => {
    const socket = await connected(peer.port, { transports: ["polling"], reconnection: false });
    const lost = next(socket, "disconnect");
    socket.emit("cut-me");
    const [reason, details] = await lost;
    expect(reason).toBe("transport close");
    expect(details).toMatchObject({ description: "transport closed by the server" });
  });
});

describe("a Manager", () => {
  test("opens with a callback, and tells what happens", async () => {
    const options = { autoConnect: false, reconnectionDelay: 1, transports: ["websocket"] };
    const manager = new Manager(`http://127.0.0.1:${peer.port}`, options);
    expect(manager.opts).toMatchObject({ ...options, path: "/socket.io" });
    const opened = next(manager, "open");
    const error = await new Promise((resolve) => manager.open(resolve));
    expect(error).toBeUndefined();
    await opened;
    const packet = next(manager, "packet");
    const socket = manager.socket("/", { auth: { token: "t" } });
    expect(manager.socket("/")).toBe(socket);
    expect([socket.io, socket.auth]).toEqual([manager, { token: "t" }]);
    socket.connect();
    expect((await packet)[0]).toMatchObject({ type: 0, nsp: "/" });
    if (!socket.connected) await next(socket, "connect");
    const [closed, back] = [next(manager, "close"), next(manager, "reconnect")];
    manager.engine.close();
    expect((await closed)[0]).toBe("forced close");
    expect(await back).toEqual([1]);
    socket.disconnect();
  });

  test("gives its callback the error, and does not try again then", async () => {
    const manager = new Manager("http://127.0.0.1:1", { autoConnect: false });
    const told = next<[Error]>(manager, "error");
    const error = await new Promise<Error | undefined>((resolve) => manager.connect(resolve));
    expect(error).toBe((await told)[0]);
    expect(manager._reconnecting).toBe(false);
  });

  test("gives up an attempt after its timeout", async () => {
    const frozen = await startSocketIo(4);
    process.kill(frozen.pid, "SIGSTOP");
    try {
      const socket = open(frozen.port, { timeout: 20, reconnection: false });
      expect((await next<[Error]>(socket, "connect_error"))[0].message).toBe("timeout");
    } finally {
      process.kill(frozen.pid, "SIGCONT");
      await frozen.stop();
    }
  });
});

describe("an engine", () => {
  test("tells every step of a session", async () => {
    const engine = new Engine(`http://127.0.0.1:${peer.port}`, { path: "/socket.io" });
    const events: string[] = [];
    const names = [
      "open",
      "handshake",
      "packet",
      "packetCreate",
      "data",
      "message",
      "flush",
      "drain",
      "heartbeat",
      "upgrading",
      "upgrade",
      "close",
    ] as const satisfies (keyof EngineEvents)[];
    for (const name of names) engine.on(name, () => events.push(name));
    await next(engine, "open");
    expect(engine.id).toMatch(/^[\w-]{20}$/);
    await onTransport({ engine } as Manager, "websocket");
    const message = next(engine, "message");
    await new Promise<void>((resolve) => engine.send("0", {}, resolve));
    expect((await message)[0]).toMatch(/^0\{"sid"/);
    const closed = next(engine, "close");
    engine.close();
    expect((await closed)[0]).toBe("forced close");
    expect([...new Set(events)].sort()).toEqual([...names].sort());
    expect(events.indexOf("handshake")).toBeLessThan(events.indexOf("open"));
    expect(events.indexOf("upgrading")).toBeLessThan(events.indexOf("upgrade"));
  });

  test("takes its address from options", async () => {
    const address = { host: "127.0.0.1", port: peer.port, secure: false, path: "/socket.io" };
    const engine = new Engine({ ...address, timestampParam: "time", timestampRequests: true });
    await next(engine, "open");
    expect([engine.hostname, engine.port, engine.secure]).toEqual(["127.0.0.1", String(peer.port), false]);
    engine.close();
  });
});
