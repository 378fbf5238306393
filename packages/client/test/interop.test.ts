import { type PeerProcess, startSocketIo } from "@signalbox/peers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ManagerOptions, SocketIoVersion, SocketOptions } from "../src/index.js";
import { connected, next, onTransport, open } from "./helpers.js";

const transports: Record<string, ManagerOptions> = {
  polling: { transports: ["polling"] },
  websocket: { transports: ["websocket"] },
  upgrade: {},
};

const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);

describe.each([2, 3, 4] as const)("stock Socket.IO %d", (serverVersion) => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startSocketIo(serverVersion);
  });
  afterAll(() => peer.stop());

  const versions = serverVersion === 2 ? ([2, "auto"] as const) : ([serverVersion, "auto"] as const);

  describe.each(versions)("spoken to as %s", (version) => {
    describe.each(Object.keys(transports))("over %s", (name) => {
      const options: ManagerOptions & SocketOptions = { ...transports[name], version };
      const start = async (more: ManagerOptions & SocketOptions = {}) => {
        const socket = await connected(peer.port, { ...options, ...more });
        if (name === "upgrade") await onTransport(socket.io, "websocket");
        return socket;
      };

      test("knows the version, and is welcomed", async () => {
        const socket = open(peer.port, options);
        const [welcome] = await next(socket, "welcome");
        expect(welcome).toEqual({ version: serverVersion, nsp: "/" });
        expect(socket.connected).toBe(true);
        expect(socket.io.version).toBe(serverVersion);
        const session = socket.io.engine.id;
        expect(socket.id).toEqual(expect.any(String));
        if (serverVersion === 2) expect(socket.id).toBe(session);
        else expect(socket.id).not.toBe(session);
      });

      test("text and binary come back as they went", async () => {
        const socket = await start();
        const args = ["ünï😀cödé", 1.5, null, { deep: [{ bytes }, true] }, bytes, "\x1e:1/,"];
        socket.emit("echo", ...args);
        expect(await next(socket, "echo")).toEqual(args);
        socket.send("a message", bytes);
        expect(await next(socket, "message")).toEqual(["a message", bytes]);
      });

      test("a large event of each kind", async () => {
        const socket = await start();
        const text = "x€".repeat(50_000);
        const large = Buffer.alloc(200_000, 7);
        const [sameText, sameBytes] = await socket.emitWithAck("ask", text, large);
        expect(sameText === text).toBe(true);
        expect(large.equals(sameBytes)).toBe(true);
      });

      test("acknowledgements both ways", async () => {
        const socket = await start();
        expect(await socket.emitWithAck("ask", "a", bytes)).toEqual(["a", bytes]);
        socket.on("question", (question, answer) => {
          answer(`${question}!`, bytes);
          answer("only the first counts");
        });
        socket.emit("ask-me");
        expect(await next(socket, "answered")).toEqual(["?!", bytes]);
        await expect(socket.timeout(50).emitWithAck("nobody answers")).rejects.toThrow(
          "operation has timed out",
        );
      });

      test("keeps the order of many events, before and after it is connected", async () => {
        const socket = open(peer.port, options);
        const received: number[] = [];
        socket.on("echo", (n) => received.push(n));
        for (let n = 0; n < 100; n++) socket.emit("echo", n);
        await next(socket, "connect");
        for (let n = 100; n < 200; n++) socket.emit("echo", n);
        await socket.emitWithAck("ask");
        if (name === "upgrade") await onTransport(socket.io, "websocket");
        await socket.emitWithAck("ask");
        expect(received).toEqual(Array.from({ length: 200 }, (_, n) => n));
      });

      test("loses nothing of a flood, across an upgrade too", async () => {
        const socket = await connected(peer.port, options);
        const received: number[] = [];
        socket.on("flood", (n) => received.push(n));
        socket.emit("flood", 2000, 100);
        await socket.emitWithAck("ask");
        expect(received).toEqual(Array.from({ length: 2000 }, (_, n) => n));
      });

      test("namespaces and rooms over one connection", async () => {
        const socket = await start();
        const chat = socket.io.socket("/chat");
        expect(await next(chat, "welcome")).toEqual([{ version: serverVersion, nsp: "/chat" }]);
        if (serverVersion === 2) expect(chat.id).toBe(`/chat#${socket.io.engine.id}`);
        await chat.emitWithAck("join", "room");
        chat.emit("say", "room", "hello", bytes);
        expect(await next(chat, "said")).toEqual(["hello", bytes]);
        chat.disconnect();
        expect(socket.connected).toBe(true);
        expect(await socket.emitWithAck("ask", 1)).toEqual([1]);
        chat.connect();
        await next(chat, "connect");
        expect(await chat.emitWithAck("ask", 2)).toEqual([2]);
      });

      test("auth as an object and as a function", async () => {
        for (const auth of [{ token: "secret" }, (cb: (data: object) => void) => cb({ token: "secret" })]) {
          const guarded = await connected(`http://127.0.0.1:${peer.port}/guarded`, { ...options, auth });
          expect(await guarded.emitWithAck("ask", 1)).toEqual([1]);
        }
      });

      test("a refusal carries message and data, and is not tried again", async () => {
        const guarded = open(`http://127.0.0.1:${peer.port}/guarded`, options);
        const [error] = await next<[Error & { data: unknown }]>(guarded, "connect_error");
        // Socket.IO 2 sends the data instead of the message.
        if (serverVersion > 2) expect(error.message).toBe("not allowed here");
        expect(error.data).toEqual({ need: "token" });
        expect(guarded.active).toBe(false);
        guarded.auth = { token: "secret" };
        guarded.connect();
        await next(guarded, "connect");
      });

      test("is told why it was disconnected", async () => {
        const socket = await start();
        socket.emit("leave-me");
        expect((await next(socket, "disconnect"))[0]).toBe("io server disconnect");
        expect(socket.active).toBe(false);
        expect(socket.id).toBeUndefined();
        const other = await start();
        const gone = next(other, "disconnect");
        other.disconnect();
        expect((await gone)[0]).toBe("io client disconnect");
        await peer.line((line) => line === "disconnect client namespace disconnect");
      });

      test("comes back after its transport is cut, and sends what was written meanwhile", async () => {
        const socket = await start();
        const attempts: unknown[] = [];
        socket.io.on("reconnect_attempt", (n) => attempts.push(n));
        socket.emit("cut-me");
        const [reason] = await next(socket, "disconnect");
        expect(reason).toBe("transport close");
        expect(socket.active).toBe(true);
        const answer = socket.emitWithAck("ask", "written while away");
        socket.volatile.emit("echo", "dropped while away");
        socket.on("echo", () => expect.unreachable());
        await next(socket.io, "reconnect");
        expect(await answer).toEqual(["written while away"]);
        expect(attempts).toEqual([1]);
        await socket.emitWithAck("ask");
      });

      test("volatile events are sent when there is a way", async () => {
        const socket = await start();
        const { engine } = socket.io;
        // Over polling, the request that asked for the namespace may not have been answered yet.
        if (!engine.transport.writable) await next(engine, "drain");
        socket.volatile.emit("echo", "now");
        expect(await next(socket, "echo")).toEqual(["now"]);
      });
    });
  });

  test("a namespace of its own beside others asks the server once each", async () => {
    const version: SocketIoVersion = serverVersion;
    const chat = await connected(`http://127.0.0.1:${peer.port}/chat`, { version });
    const root = chat.io.socket("/");
    if (!root.connected) await next(root, "connect");
    expect(await root.emitWithAck("ask", 1)).toEqual([1]);
    root.disconnect();
    root.connect();
    if (!root.connected) await next(root, "connect");
    expect(await root.emitWithAck("ask", 2)).toEqual([2]);
    expect(await chat.emitWithAck("ask", 3)).toEqual([3]);
  });
});
