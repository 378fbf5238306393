import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import { createRequire } from "node:module";
import { launchChromium } from "@signalbox/peers";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Server, ServerOptions, Socket } from "../src/index.js";
import { Harness, next, urlOf } from "./support/harness.js";
import type { StockSocket } from "./support/stock-clients.js";

const require = createRequire(import.meta.url);

/** The browser builds of clients, by who made them. */
const CLIENTS = {
  "socket.io-client 4.8": "socket.io-client/dist/socket.io.js",
  "socket.io-client 2.5": "socket.io-client-2/dist/socket.io.js",
  "@signalbox/client": "@signalbox/client/package.json",
} as const;
type Client = keyof typeof CLIENTS;

const WAYS = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] } as const;

const harness = new Harness();
let browser: Browser;
let site: HttpServer;

beforeAll(async () => {
  browser = await launchChromium();
  site = createServer((request, response) => {
    const client = decodeURIComponent(request.url ?? "").slice(1) as Client;
    const file = client in CLIENTS ? require.resolve(CLIENTS[client]) : undefined;
    response.setHeader("Content-Type", file === undefined ? "text/html" : "text/javascript");
    response.end(file === undefined ? '<link rel="icon" href="data:,">' : readFileSync(file));
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
});
afterAll(async () => {
  await browser.close();
  site.close();
});
afterEach(() => harness.cleanup());

/** A page of another origin than the server's, with `io` on it. Our client comes from our server itself. */
async function open(client: Client, url: string): Promise<Page> {
  const page = await browser.newPage();
  harness.onCleanup(() => page.close());
  await page.goto(urlOf(site));
  const isOurs = client === "@signalbox/client";
  await page.addScriptTag({
    url: isOurs ? `${url}/socket.io/socket.io.min.js` : `/${encodeURIComponent(client)}`,
  });
  return page;
}

type Io = (url: string, options: object) => StockSocket;

/** Connects, and tells what came of it. */
function connect(page: Page, url: string, options: object): Promise<string> {
  return page.evaluate(
    ([url, options]) =>
      new Promise<string>((resolve) => {
        const scope = globalThis as unknown as { io: Io; socket: StockSocket };
        const socket = scope.io(url, { forceNew: true, reconnection: false, ...options });
        scope.socket = socket;
        socket.on("connect", () => resolve("connected"));
        socket.on("connect_error", (error) => resolve(String(error.message ?? error)));
      }),
    [url, options] as const,
  );
}

/** What the page's client gets back for text, bytes and a question of its own. */
function converse(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const { socket } = globalThis as unknown as { socket: StockSocket };
    const echo = new Promise<[string, ArrayBuffer]>((resolve) =>
      socket.once("echo", (...args) => resolve(args as [string, ArrayBuffer])),
    );
    socket.on("question", (text, answer) => answer(`${text} yes`));
    socket.emit("echo", "é😀", new Uint8Array([0, 1, 254, 255]).buffer);
    const [text, bytes] = await echo;
    const answer = await new Promise((resolve) => socket.emit("ask me", "tea?", resolve));
    return { text, bytes: [...new Uint8Array(bytes)], answer };
  });
}

function serve(io: Server): void {
  io.on("connection", (socket: Socket) => {
    socket.on("echo", (...args) => socket.emit("echo", ...args));
    socket.on("ask me", (text, done) => socket.emit("question", text, done));
  });
}

describe.each(Object.keys(CLIENTS) as Client[])("in Chromium, %s across origins", (client) => {
  const corsOf = (): ServerOptions["cors"] => ({ origin: urlOf(site), credentials: true });

  it.each(Object.keys(WAYS) as (keyof typeof WAYS)[])("talks by %s", async (way) => {
    const { io, url } = await harness.start({ allowEIO3: true, cors: corsOf() });
    serve(io);
    const page = await open(client, url);
    const connection = next<[Socket]>(io, "connection");
    expect(await connect(page, url, { transports: WAYS[way] })).toBe("connected");
    const [{ conn, handshake }] = await connection;
    if (way === "upgrade" && !conn.upgraded) await next(conn, "upgrade");
    expect(conn.transport.name).toBe(way === "polling" ? "polling" : "websocket");
    expect([handshake.headers.origin, handshake.xdomain]).toEqual([urlOf(site), true]);
    expect(await converse(page)).toEqual({ text: "é😀", bytes: [0, 1, 254, 255], answer: "tea? yes" });
  });

  it("brings the cookies of the server's site", async () => {
    const { io, url } = await harness.start({ allowEIO3: true, cookie: true, cors: corsOf() });
    const page = await open(client, url);
    await page.context().addCookies([{ name: "user", value: "anna", url }]);
    const cookies: (string | undefined)[] = [];
    io.engine.on("headers", (_headers, request) => cookies.push(request.headers.cookie));
    const connection = next<[Socket]>(io, "connection");
    expect(await connect(page, url, { transports: ["polling"], withCredentials: true })).toBe("connected");
    const [socket] = await connection;
    expect(cookies.at(-1)?.split("; ").sort()).toEqual([`io=${socket.conn.id}`, "user=anna"]);
  });

  it("is kept out by the browser when its origin is not let in", async () => {
    const { url } = await harness.start({ allowEIO3: true, cors: { origin: "http://elsewhere.example" } });
    const { url: loadedFrom } = await harness.start();
    const page = await open(client, loadedFrom);
    expect(await connect(page, url, { transports: ["polling"] })).toMatch(/xhr poll error/);
  });
});

describe("in Chromium, a client of version 2", () => {
  it("is let in with its credentials where everybody is", async () => {
    const { io, url } = await harness.start({ allowEIO3: true, cors: { origin: "*" } });
    serve(io);
    const page = await open("socket.io-client 2.5", url);
    expect(await connect(page, url, { transports: ["polling"] })).toBe("connected");
    expect(await converse(page)).toMatchObject({ answer: "tea? yes" });
  });
});
