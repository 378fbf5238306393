import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

// From dist and in processes of their own, as a program would load the package.
const directory = fileURLToPath(new URL("..", import.meta.url));

async function evaluate(kind: "module" | "commonjs", code: string): Promise<unknown> {
  const args = [`--input-type=${kind}`, "--eval", code];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: directory });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const names = ["Server", "WebSocket", "WebSocketServer", "createWebSocketStream", "extension", "subprotocol"];

test("import gives the class as default and all parts by name", async () => {
  const code = `
    import WebSocket, * as all from "@signalbox/websocket";
    const { WebSocketServer, createWebSocketStream, extension, subprotocol, prepareMessage } = all;
    console.log(JSON.stringify([
      all.WebSocket === WebSocket, WebSocket.Server === WebSocketServer, WebSocket.WebSocket === WebSocket,
      typeof createWebSocketStream, typeof extension.parse, typeof extension.format, typeof subprotocol.parse,
      typeof prepareMessage, ${JSON.stringify(names)}.every((name) => name in WebSocket),
    ]))`;
  expect(await evaluate("module", code)).toEqual([
    ...[true, true, true],
    ...["function", "function", "function", "function", "function"],
    true,
  ]);
});

test("require gives the class itself with the parts as its properties", async () => {
  const code = `
    const WebSocket = require("@signalbox/websocket");
    const server = new WebSocket.Server({ port: 0, host: "127.0.0.1" });
    server.on("connection", (websocket) => websocket.on("message", (data) => websocket.send(String(data))));
    server.on("listening", () => {
      const client = new WebSocket("ws://127.0.0.1:" + server.address().port);
      client.on("open", () => client.send("hello"));
      client.on("message", (data) => {
        console.log(JSON.stringify([${JSON.stringify(names)}.map((name) => name in WebSocket), String(data)]));
        process.exit();
      });
    });`;
  expect(await evaluate("commonjs", code)).toEqual([names.map(() => true), "hello"]);
});

test("the door for wrong frames is a sub-path, and no name of the package", async () => {
  const code = `
    import * as all from "@signalbox/websocket";
    import { sendFrame, sendBytes } from "@signalbox/websocket/raw";
    console.log(JSON.stringify([typeof sendFrame, typeof sendBytes, "sendFrame" in all]))`;
  expect(await evaluate("module", code)).toEqual(["function", "function", false]);
});

test.each(["ws", "@signalbox/websocket"])("last words before process.exit arrive: %s", async (name) => {
  const code = `
    import WebSocket, { WebSocketServer } from ${JSON.stringify(name)};
    import { fork } from "node:child_process";
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    server.on("connection", (websocket, request) => {
      const received = [];
      websocket.on("message", (data) => received.push(String(data)));
      websocket.on("close", () => {
        console.log(JSON.stringify(received));
        server.close();
      });
      websocket.send("go");
    });
    server.on("listening", () => fork("-", { execArgv: ["--input-type=module", "--eval", \`
      import WebSocket from ${JSON.stringify(name)};
      const client = new WebSocket("ws://127.0.0.1:\${server.address().port}");
      client.on("message", () => {
        client.send("from a handler");
        setTimeout(() => {
          client.send("in a turn of its own");
          process.exit();
        });
      });\`] }));`;
  expect(await evaluate("module", code)).toEqual(["from a handler", "in a turn of its own"]);
});

test("nothing keeps a process alive that only loads the package", async () => {
  expect(await evaluate("module", `import "@signalbox/websocket"; console.log("1")`)).toBe(1);
});
