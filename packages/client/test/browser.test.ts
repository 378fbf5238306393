import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { launchChromium, type PeerProcess, startProcess, startSocketIo } from "@signalbox/peers";
import type { ExchangeRecord } from "@signalbox/wire";
import type { Browser, Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Socket } from "../src/index.js";
import type { callable } from "../src/io/callable.js";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What a page loads, bundled from the sources as bundle.mjs does from dist. */
async function bundled(entry: string, format: "iife" | "esm"): Promise<string> {
  const wire = (path: string) => file(`../../wire/src/${path}index.ts`);
  const bundle = await rolldown({
    input: file(`../src/${entry}`),
    platform: "browser",
    resolve: {
      extensionAlias: { ".js": [".ts", ".js"] },
      alias: {
        "@signalbox/wire/engine": wire("engine/"),
        "@signalbox/wire/socket": wire("socket/"),
        "@signalbox/wire": wire(""),
        "../dist": file("../src"),
      },
    },
  });
  const exports = format === "iife" ? "default" : "auto";
  const { output } = await bundle.generate({ format, name: "io", exports, minify: true });
  await bundle.close();
  return output[0].code;
}

let browser: Browser;
let page: Page;
let site: http.Server;

beforeAll(async () => {
  const scripts: Record<string, string | undefined> = {
    "/io.js": await bundled("bundles/global-all.ts", "iife"),
    "/io.mjs": await bundled("../test/pages/with-tap.ts", "esm"),
    "/msgpack.js": await bundled("../bundles/msgpack.js", "iife"),
    "/websocket.mjs": await bundled("websocket-only.ts", "esm"),
  };
  site = http.createServer((request, response) => {
    const code = scripts[request.url ?? ""];
    response.writeHead(200, { "content-type": code ? "text/javascript" : "text/html" });
    response.end(code ?? '<!doctype html><link rel="icon" href="data:,"><script src="/io.js"></script>');
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  site.close();
});

/** Where the page comes from. Page and peer have different ports, so every request crosses origins. */
const pageOrigin = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

function startOurs(version: 2 | 4): Promise<PeerProcess> {
  const options = { allowEIO3: true, cookie: true, cors: { origin: pageOrigin(), credentials: true } };
  const server = file("peers/signalbox-server.mjs");
  return startProcess(process.execPath, [server, String(version), JSON.stringify(options)]);
}

function startStock(version: 2 | 3 | 4): Promise<PeerProcess> {
  // Socket.IO 2 reflects the origin by itself.
  const server = version === 2 ? {} : { cors: { origin: pageOrigin(), credentials: true } };
  return startSocketIo(version, { server });
}

const msgpackServer = `
  const { createServer } = require("node:http");
  const http = createServer();
  const options = { parser: require("socket.io-msgpack-parser"), cors: { origin: "*" } };
  const io = new (require("socket.io").Server)(http, options);
  io.on("connection", (socket) => socket.on("ask", (...args) => args.pop()(args)));
  http.listen(0, "127.0.0.1", () => console.log("ready " + http.address().port));
`;

describe.each([
  ["stock Socket.IO 2", 2, () => startStock(2)],
  ["stock Socket.IO 3", 3, () => startStock(3)],
  ["stock Socket.IO 4", 4, () => startStock(4)],
  ["our server", 4, () => startOurs(4)],
  ["our server, spoken to as 2", 2, () => startOurs(2)],
] as const)("Chromium with %s", (peerName, version, start) => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await start();
    await page.goto(pageOrigin());
  });
  afterAll(() => peer.stop());

  test.each(["polling", "websocket", "upgrade"])("over %s", async (name) => {
    const result = await page.evaluate(
      async ({ port, name, version }) => {
        const { io } = globalThis as unknown as { io: (url: string, options: object) => Socket };
        const next = (emitter: object, event: string) =>
          new Promise<unknown[]>((resolve) => {
            (emitter as Socket).once(event, (...args: unknown[]) => resolve(args));
          });
        const socket = io(`http://127.0.0.1:${port}`, {
          version,
          withCredentials: true,
          reconnectionDelay: 20,
          forceNew: true,
          ...(name === "upgrade" ? {} : { transports: [name] }),
        });
        await next(socket, "connect");
        if (name === "upgrade" && socket.io.engine.transport.name === "polling") {
          await next(socket.io.engine, "upgrade");
        }
        const bytes = Uint8Array.of(0, 1, 254, 255);
        socket.emit("echo", "é😀", { deep: [bytes] }, bytes.buffer);
        const [text, { deep }, buffer] = (await next(socket, "echo")) as [
          string,
          { deep: unknown[] },
          unknown,
        ];
        const isBuffer = buffer instanceof ArrayBuffer && deep[0] instanceof ArrayBuffer;
        const same = isBuffer ? [...new Uint8Array(buffer)] : [];
        const answer = await socket.emitWithAck("ask", 1, "two");
        socket.on("question", (_question: string, reply: (...args: unknown[]) => void) => reply("fine"));
        socket.emit("ask-me");
        const answered = await next(socket, "answered");
        const chat = socket.io.socket("/chat");
        const [welcome] = await next(chat, "welcome");
        socket.emit("cut-me");
        const [reason] = await next(socket, "disconnect");
        await next(socket, "connect");
        const { name: transport } = socket.io.engine.transport;
        const known = socket.io.version;
        socket.disconnect();
        chat.disconnect();
        return { text, same, answer, answered, welcome, reason, transport, known };
      },
      {
        port: peer.port,
        name,
        // Our server speaks everything, so there is nothing to find out.
        version: name === "upgrade" && !peerName.includes("spoken") ? ("auto" as const) : version,
      },
    );
    expect(result).toMatchObject({
      text: "é😀",
      same: [0, 1, 254, 255],
      answer: [1, "two"],
      answered: ["fine"],
      welcome: { version, nsp: "/chat" },
      reason: "transport close",
      known: version,
    });
  });

  test("Blobs and Files are sent as bytes, in their turn", async () => {
    const result = await page.evaluate(async (port) => {
      const { io } = globalThis as unknown as { io: (url: string, options: object) => Socket };
      const socket = io(`http://127.0.0.1:${port}`, {
        version: "auto",
        withCredentials: true,
        forceNew: true,
      });
      await new Promise<void>((resolve) => {
        socket.once("connect", () => resolve());
      });
      const got: unknown[] = [];
      const all = new Promise<void>((resolve) => {
        socket.on("echo", (...args: unknown[]) => {
          got.push(args);
          if (got.length === 3) resolve();
        });
      });
      const text = (bytes: unknown) => new TextDecoder().decode(bytes as ArrayBuffer);
      socket.emit("echo", 1, new Blob(["first"]));
      socket.emit("echo", 2);
      socket.emit("echo", 3, { deep: [new File(["third"], "name.txt"), new Date(0)] });
      await all;
      socket.disconnect();
      const [[one, first], [two], [three, { deep }]] = got as [
        [number, unknown],
        [number],
        [number, { deep: unknown[] }],
      ];
      return [one, text(first), two, three, text(deep[0]), deep[1]];
    }, peer.port);
    expect(result).toEqual([1, "first", 2, 3, "third", "1970-01-01T00:00:00.000Z"]);
  });

  test("the page going offline or away ends the connection", async () => {
    const quiet = await startSocketIo(version);
    const open = (closeOnBeforeunload: boolean) =>
      page.evaluate(
        async ([port, options]) => {
          const { io } = globalThis as unknown as { io: (url: string, options: object) => Socket };
          const socket = io(`http://127.0.0.1:${port}`, options);
          Object.assign(globalThis, { socket });
          await new Promise<void>((resolve) => {
            socket.once("connect", resolve);
          });
          return socket.id;
        },
        [
          quiet.port,
          { version, transports: ["websocket"], reconnection: false, closeOnBeforeunload },
        ] as const,
      );
    await open(false);
    const reason = await page.evaluate(() => {
      const { socket } = globalThis as unknown as { socket: Socket };
      const told = new Promise<string>((resolve) => {
        socket.once("disconnect", resolve);
      });
      globalThis.dispatchEvent(new Event("offline"));
      return told;
    });
    expect(reason).toBe("transport close");
    // Told to the server alone: the page is on its way out.
    await open(true);
    await page.evaluate(() => globalThis.dispatchEvent(new Event("beforeunload")));
    let count = 0;
    await quiet.line((line) => line.startsWith("disconnect") && ++count === 2);
    await quiet.stop();
  });

  test("a refusal tells status and body where the browser lets it", async () => {
    const error = await page.evaluate(async () => {
      const { io } = globalThis as unknown as { io: (options: object) => Socket };
      const socket = io({ path: "/not-here", reconnection: false, forceNew: true });
      const [error] = await new Promise<{ message: string; description: unknown; cause: { body: string } }[]>(
        (resolve) => {
          socket.once("connect_error", (error) => resolve([error as never]));
        },
      );
      return { message: error?.message, status: error?.description, body: error?.cause.body.slice(0, 15) };
    });
    expect(error).toEqual({ message: "server error", status: 200, body: "<!doctype html>" });
  });
});

describe("Chromium with our server, across origins", () => {
  let peer: PeerProcess;
  beforeAll(async () => {
    peer = await startOurs(4);
    await page.goto(pageOrigin());
  });
  afterAll(() => peer.stop());

  /** Puts an ES module's `io` in place of the global one. As text: a transformed import() means nothing there. */
  const useModule = (path: string) =>
    page.evaluate(`import("${path}").then(({ io }) => { globalThis.io = io; })`);

  test("cookies go with the requests that may have them, and with no others", async () => {
    await page.context().clearCookies();
    const cookies = await page.evaluate(async (port) => {
      const { io } = globalThis as unknown as { io: (url: string, options: object) => Socket };
      const ask = async (options: object) => {
        const socket = io(`http://127.0.0.1:${port}`, { forceNew: true, ...options });
        const cookie: string = await socket.emitWithAck("cookie");
        socket.disconnect();
        return cookie;
      };
      return [
        await ask({ withCredentials: true, transports: ["polling"] }),
        await ask({ withCredentials: true, transports: ["polling"] }),
        await ask({ transports: ["polling"] }),
      ];
    }, peer.port);
    expect(cookies).toEqual(["", expect.stringMatching(/^io=[\w-]{20}$/), ""]);
  });

  test("as an ES module; the tap sees the exchanges of polling", async () => {
    await useModule("/io.mjs");
    const result = await page.evaluate(async (port) => {
      const { io } = globalThis as unknown as { io: typeof callable };
      const exchanges: ExchangeRecord[] = [];
      const tap = { exchange: (record: ExchangeRecord) => exchanges.push(record) };
      const socket = io.connect(`http://127.0.0.1:${port}`, { withCredentials: true, tap });
      const answer = await socket.emitWithAck("ask", 1);
      if (socket.io.engine.transport.name === "polling") {
        await new Promise<void>((resolve) => {
          socket.io.engine.once("upgrade", () => resolve());
        });
      }
      socket.disconnect();
      return { answer, exchanges, isManager: socket.io instanceof io.Manager };
    }, peer.port);
    expect(result).toMatchObject({ answer: [1], isManager: true });
    const [first] = result.exchanges;
    expect(first).toMatchObject({ role: "client", method: "GET", status: 200 });
    expect(first?.url).toContain("transport=polling");
    expect(first?.responseBody).toMatch(/^0\{"sid"/);
    const post = result.exchanges.find(({ method }) => method === "POST");
    expect(post).toMatchObject({
      requestBody: "40",
      requestHeaders: { "content-type": "text/plain;charset=UTF-8" },
      responseBody: "ok",
    });
  });

  test.each(["polling", "websocket"])("with MessagePack in place of JSON, over %s", async (name) => {
    const msgpack = await startProcess(process.execPath, ["-e", msgpackServer]);
    await page.goto(pageOrigin());
    await page.addScriptTag({ url: "/msgpack.js" });
    const answer = await page.evaluate(
      async ({ port, name }) => {
        const { io } = globalThis as unknown as { io: typeof callable };
        const socket = io(`http://127.0.0.1:${port}`, { transports: [name] });
        const [text, bytes] = await socket.emitWithAck("ask", "é😀", Uint8Array.of(0, 255).buffer);
        socket.disconnect();
        return [text, ...new Uint8Array(bytes)];
      },
      { port: msgpack.port, name },
    );
    expect(answer).toEqual(["é😀", 0, 255]);
    await msgpack.stop();
  });

  test("without polling: WebSocket from the start", async () => {
    await useModule("/websocket.mjs");
    const result = await page.evaluate(async (port) => {
      const { io } = globalThis as unknown as { io: (url: string, options?: object) => Socket };
      const socket = io(`http://127.0.0.1:${port}`);
      const answer = await socket.emitWithAck("ask", 1, Uint8Array.of(2));
      const { name } = socket.io.engine.transport;
      // Nothing can hold a browser's WebSocket back.
      socket.io.pause();
      const [text] = await socket.emitWithAck("ask", "still read");
      socket.io.resume();
      socket.disconnect();
      const polling = io(`http://127.0.0.1:${port}`, { forceNew: true, transports: ["polling"] });
      const refusal = await new Promise<string>((resolve) => {
        polling.once("connect_error", ({ message }) => resolve(message));
      });
      polling.disconnect();
      return { first: answer[0], bytes: [...new Uint8Array(answer[1])], name, text, refusal };
    }, peer.port);
    expect(result).toEqual({
      first: 1,
      bytes: [2],
      name: "websocket",
      text: "still read",
      refusal: "No transports available",
    });
  });
});

test("the published bundles hold no import and no Node module", () => {
  for (const name of ["socket.io.min.js", "socket.io.websocket.min.js", "socket.io.all.min.js"]) {
    const path = file(`../dist/${name}`);
    execFileSync(process.execPath, ["--check", path]);
    const code = readFileSync(path, "utf8");
    expect(code).not.toMatch(/\bfrom\s*["'`]|\bimport\s*[({"'`]|\brequire\(|node:/);
  }
});
