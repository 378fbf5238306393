import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { launchChromium } from "@signalbox/peers";
import type { Browser, Page } from "playwright-core";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type PostgresServer, startPostgres } from "../engines/postgres.mjs";
import { eventually } from "../support/nodes.js";

const script = (name: string) =>
  fileURLToPath(new URL(`../../../../examples/cluster-chat/${name}.mjs`, import.meta.url));

/** The example, started as its README says. */
class Example {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #state: string;

  private constructor(url: string, child: ChildProcess, state: string) {
    this.url = url;
    this.#child = child;
    this.#state = state;
  }

  static async start(folder: string, args: readonly string[]): Promise<Example> {
    const state = join(folder, "state.json");
    const child = spawn(process.execPath, [script("start"), "--port", "0", "--state", state, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the example ended with ${code}`)));
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
        const [found] = /http:\/\/\S+(?=,)/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    return new Example(url, child, state);
  }

  get pids(): Readonly<Record<string, number>> {
    return JSON.parse(readFileSync(this.#state, "utf8")).nodes;
  }

  kill(node: string): void {
    const { status, stderr } = spawnSync(process.execPath, [script("kill"), node, "--state", this.#state]);
    if (status !== 0) throw new Error(stderr.toString());
  }

  /** As Ctrl-C does. @returns the exit code */
  async interrupt(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGINT");
    const [code] = await gone;
    return code as number | null;
  }
}

interface Said {
  readonly sender: string;
  readonly number: number;
}

let browser: Browser;
let folder: string;
let example: Example;
let page: Page;
const clients: Socket[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cluster-chat-test-"));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await page.close();
  await example.interrupt();
  rmSync(folder, { recursive: true, force: true });
});

async function start(...args: string[]): Promise<void> {
  example = await Example.start(folder, args);
  page = await browser.newPage();
  await page.goto(example.url);
  await page.waitForFunction("document.getElementById('node').textContent !== '–'");
}

const shown = (id: string) => page.textContent(`#${id}`);

/** What a stock client hears. */
async function listen(transport: "websocket" | "polling"): Promise<Said[]> {
  const heard: Said[] = [];
  const client = io(example.url, { transports: [transport], forceNew: true });
  client.on("said", ({ sender, number }: Said) => heard.push({ sender, number }));
  clients.push(client);
  await new Promise<void>((resolve) => client.once("connect", resolve));
  return heard;
}

describe("the example", () => {
  it("loses nothing when the node that serves a page is killed", async () => {
    await start();
    const listeners = await Promise.all([listen("websocket"), listen("polling"), listen("websocket")]);
    await page.click("#count");
    const received = async () => Number(await shown("received"));
    await eventually(received, (count) => count >= 5);

    const node = String(await shown("node"));
    example.kill(node);
    await page.waitForFunction("document.getElementById('session').textContent === 'recovered'");
    expect(await shown("node")).not.toBe(node);
    const before = await received();
    await eventually(received, (count) => count >= before + 5);
    await page.click("#count");

    // The last number said, which all of them have to have heard.
    await page.fill("#text", "the end");
    await page.click("button[type=submit]");
    await page.waitForFunction("document.getElementById('log').textContent.includes('the end')");
    const total = await received();
    expect(await shown("missing")).toBe("0");
    for (const heard of listeners) {
      const numbers = () => [...new Set(heard.map(({ number }) => number))];
      await eventually(numbers, ({ length }) => length >= total);
      expect(numbers()).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    }
  }, 60_000);

  it("ends everything that it started", async () => {
    await start();
    const pids = Object.values(example.pids);
    expect(pids).toHaveLength(3);
    expect(await example.interrupt()).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    await expect(fetch(example.url)).rejects.toThrow("fetch failed");
  }, 60_000);

  describe("with Postgres", () => {
    let postgres: PostgresServer;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres.stop());

    it("goes on when the node that serves a page is ended", async () => {
      await start("--postgres", postgres.url);
      await page.click("#count");
      await eventually(
        async () => Number(await shown("received")),
        (count) => count >= 5,
      );
      const node = String(await shown("node"));
      process.kill(example.pids[node] ?? 0, "SIGTERM");
      await page.waitForFunction("document.getElementById('session').textContent === 'recovered'");
      expect(await shown("node")).not.toBe(node);
      const before = Number(await shown("received"));
      await eventually(
        async () => Number(await shown("received")),
        (count) => count >= before + 5,
      );
      expect(await shown("missing")).toBe("0");
    }, 60_000);
  });
});
