import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type PeerProcess, startProcess } from "@signalbox/peers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, next, onTransport, open } from "./helpers.js";

const python = "/usr/bin/python3";
const hasPeer = (() => {
  try {
    execFileSync(python, ["-c", "import socketio, aiohttp"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

// Without Debian's python3-socketio and python3-aiohttp there is no peer to talk to.
describe.runIf(hasPeer)("python3-socketio", () => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startProcess(python, [fileURLToPath(new URL("peers/python-server.py", import.meta.url))]);
  });
  afterAll(() => peer.stop());

  describe.each(["polling", "websocket", "upgrade"])("over %s", (name) => {
    describe.each([4, "auto"] as const)("spoken to as %s", (version) => {
      const options = { version, ...(name === "upgrade" ? {} : { transports: [name] }) };

      test("echo, acknowledgements both ways, binary", async () => {
        const socket = await connected(peer.port, { ...options, auth: { token: "x" } });
        if (name === "upgrade") await onTransport(socket.io, "websocket");
        const bytes = Buffer.from([0, 255, 10]);
        socket.emit("echo", "é", { deep: [bytes] });
        expect(await next(socket, "echo")).toEqual(["é", { deep: [bytes] }]);
        expect(await socket.emitWithAck("ask", 1, bytes)).toEqual([1, bytes]);
        socket.on("question", (_question, answer) => answer("fine", bytes));
        socket.emit("ask-me");
        expect(await next(socket, "answered")).toEqual(["fine", bytes]);
      });

      test("refusal and disconnection", async () => {
        const refused = open(peer.port, { ...options, auth: { token: "wrong" } });
        const [error] = await next<[Error & { data: unknown }]>(refused, "connect_error");
        expect(error.message).toBe("not allowed here");
        const socket = await connected(peer.port, options);
        socket.emit("leave-me");
        expect((await next(socket, "disconnect"))[0]).toBe("io server disconnect");
      });
    });
  });
});
