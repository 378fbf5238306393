import { startSocketIo, startWs } from "@signalbox/peers";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderWith } from "../../project/folder.js";
import { authority, localhost } from "../certificates.js";
import { startHttpProxy, startSocksProxy } from "../proxies.js";
import { startRawServer, startTlsEcho } from "../raw-server.js";
import { Recorder } from "../recorder.js";

async function startEcho() {
  const peer = await startWs();
  onTestFinished(() => peer.stop());
  return peer;
}

describe.each([
  ["http", () => startHttpProxy()],
  ["socks5", () => startSocksProxy()],
] as const)("through a proxy of the scheme %s", (scheme, start) => {
  test("a WebSocket", async () => {
    const { port } = await startEcho();
    const proxy = await start();
    const recorder = new Recorder({
      protocol: "websocket",
      url: `ws://localhost:${port}/`,
      proxy: `${scheme}://127.0.0.1:${proxy.port}`,
    });
    await recorder.connection.open();
    await recorder.phase("connected");
    recorder.connection.send({ kind: "text", body: "hello" });
    await recorder.message("hello");
    // The proxy resolves the name.
    expect(proxy.targets).toEqual([`localhost:${port}`]);
  });

  test("a WebSocket over TLS", async () => {
    const port = await startTlsEcho(localhost);
    const proxy = await start();
    const recorder = new Recorder({
      protocol: "websocket",
      url: `wss://localhost:${port}/`,
      proxy: `${scheme}://127.0.0.1:${proxy.port}`,
      tls: { caFile: `${await folderWith({ "ca.pem": authority })}/ca.pem` },
    });
    await recorder.connection.open();
    await recorder.phase("connected");
    expect(proxy.targets).toEqual([`localhost:${port}`]);
  });

  test("Socket.IO by polling and its upgrade", async () => {
    const peer = await startSocketIo(4);
    onTestFinished(() => peer.stop());
    const proxy = await start();
    const recorder = new Recorder({
      protocol: "socket.io",
      version: 4,
      url: `http://127.0.0.1:${peer.port}`,
      transports: ["polling", "websocket"],
      proxy: `${scheme}://127.0.0.1:${proxy.port}`,
    });
    await recorder.connection.open();
    await recorder.state(({ transport }) => transport === "websocket");
    expect(new Set(proxy.targets)).toEqual(new Set([`127.0.0.1:${peer.port}`]));
  });
});

test("user and password are shown to the proxy; without them its refusal is told", async () => {
  const { port } = await startEcho();
  const proxy = await startHttpProxy("alice:p@ss");
  const outcome = async (credentials: string) => {
    const recorder = new Recorder({
      protocol: "websocket",
      url: `ws://127.0.0.1:${port}/`,
      proxy: `http://${credentials}127.0.0.1:${proxy.port}`,
    });
    await recorder.connection.open();
    await recorder.ended();
    return recorder.connection.state;
  };
  expect(await outcome("alice:p%40ss@")).toMatchObject({ phase: "connected" });
  expect(await outcome("")).toMatchObject({
    phase: "failed",
    problem: { code: "PROXY_REFUSED", step: "proxy", message: expect.stringContaining("407") },
  });
});

test.each(["websocket", "socket.io"] as const)(
  "proxies that are not there or none, for %s",
  async (protocol) => {
    const gone = await startRawServer((socket) => socket.destroy());
    const outcome = async (proxy: string) => {
      const url = "http://localhost:1/";
      const recorder = new Recorder(
        protocol === "websocket" ? { protocol, url, proxy } : { protocol, version: 4, url, proxy },
      );
      await recorder.connection.open();
      await recorder.ended();
      return recorder.connection.state.problem;
    };
    expect(await outcome("http://127.0.0.1:1")).toMatchObject({ code: "PROXY_FAILED", step: "proxy" });
    expect(await outcome(`http://127.0.0.1:${gone}`)).toMatchObject({ code: "PROXY_FAILED" });
    expect(await outcome(`socks5://127.0.0.1:${gone}`)).toMatchObject({ code: "PROXY_FAILED" });
    expect(await outcome("ftp://127.0.0.1:1")).toMatchObject({ code: "PROXY_INVALID", step: "url" });
  },
);
