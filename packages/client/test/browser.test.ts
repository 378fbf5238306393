import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { launchChromium, type PeerProcess, startSocketIo } from "@signalbox/peers";
import type { Browser, Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Socket } from "../src/index.js";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The global script, bundled from the sources as bundle.mjs does from dist. */
async function script(): Promise<string> {
  const wire = (path: string) => file(`../../wire/src/${path}index.ts`);
  const bundle = await rolldown({
    input: file("../src/global-all.ts"),
    platform: "browser",
    resolve: {
      extensionAlias: { ".js": [".ts", ".js"] },
      alias: {
        "@signalbox/wire/engine": wire("engine/"),
        "@signalbox/wire/socket": wire("socket/"),
        "@signalbox/wire": wire(""),
      },
    },
  });
  const { output } = await bundle.generate({ format: "iife", name: "io", exports: "default", minify: true });
  await bundle.close();
  return output[0].code;
}

let browser: Browser;
let page: Page;
let site: http.Server;

beforeAll(async () => {
  const code = await script();
  site = http.createServer((request, response) => {
    const isScript = request.url === "/io.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(
      isScript ? code : '<!doctype html><link rel="icon" href="data:,"><script src="/io.js"></script>',
    );
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

// Page and peer have different ports, so every request here crosses origins.
describe.each([2, 3, 4] as const)("Chromium with stock Socket.IO %d", (version) => {
  let peer: PeerProcess;
  beforeAll(async () => {
    // Socket.IO 2 reflects the origin by itself.
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    peer = await startSocketIo(
      version,
      version === 2 ? {} : { server: { cors: { origin, credentials: true } } },
    );
    await page.goto(origin);
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
      { port: peer.port, name, version: name === "upgrade" ? ("auto" as const) : version },
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
      const socket = io(`http://127.0.0.1:${port}`, { version: "auto", forceNew: true });
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

test("the published bundles hold no import and no Node module", () => {
  const path = file("../dist/socket.io.min.js");
  execFileSync(process.execPath, ["--check", path]);
  const code = readFileSync(path, "utf8");
  expect(code).not.toMatch(/\bfrom\s*["'`]|\bimport\s*[({"'`]|\brequire\(|node:/);
});
