import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium, type PeerProcess, startSocketIo, startWs } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it, onTestFinished } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { startWorkbench } from "./workbench.js";

/**
 * Pictures of every main screen in both languages and themes, to be looked at by a person:
 * `npm run screenshots -w packages/workbench-web` puts them into the ignored folder `.cache/screenshots`.
 */
const folder = fileURLToPath(new URL("../../../../.cache/screenshots/", import.meta.url));

const looks = (["dark", "light"] as const).flatMap((theme) =>
  (["en-US", "zh-TW"] as const).flatMap((locale) =>
    [
      [1000, 700],
      [1280, 800],
    ].map(([width, height]) => ({ theme, locale, width, height })),
  ),
);

describe.skipIf(process.env.SIGNALBOX_SCREENSHOTS === undefined)("screenshots", () => {
  let browser: Browser;
  let ws: PeerProcess;
  let socketIo2: PeerProcess;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    [browser, ws, socketIo2] = await Promise.all([launchChromium(), startWs(), startSocketIo(2)]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([ws.stop(), socketIo2.stop()]);
  });

  it.each(looks)("$theme $locale $width", { timeout: 60_000 }, async (look) => {
    const workbench = await startWorkbench();
    onTestFinished(() => workbench.stop());
    const at = await openPage(browser, workbench.url, look);
    const { page } = at;
    const shoot = (screen: string) =>
      page.screenshot({ path: join(folder, `${screen}-${look.theme}-${look.locale}-${look.width}.png`) });
    const say = <T>(en: T, zh: T) => (look.locale === "en-US" ? en : zh);

    await page
      .getByRole("heading", { level: 2, name: say("See a connection at work", "看看連線如何運作") })
      .waitFor();
    await shoot("1-welcome");

    await page.getByRole("button", { name: say("chat room A", "聊天室 會") }).click();
    await page.getByRole("row").filter({ hasText: "signal box" }).click();
    await page.getByRole("tree").waitFor({ state: "attached" });
    await page.getByRole("group", { name: say("Original bytes", "原始位元組") }).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await shoot("2-chat");

    await page.getByRole("tab", { name: say("Frame", "訊框") }).click();
    await page.keyboard.press("Alt+KeyY");
    await page
      .getByRole("row")
      .filter({ hasText: say("handshake", "交握") })
      .first()
      .waitFor();
    await shoot("3-protocol-layer");

    await page.getByRole("tab", { name: say("Settings", "設定") }).click();
    await shoot("4-settings");

    await open(at, "websocket", `ws://127.0.0.1:${ws.port}/status/404?room=lobby`);
    await page.getByRole("alert").waitFor();
    await shoot("5-failure");

    await open(at, "websocket", `ws://127.0.0.1:${ws.port}`);
    await page
      .getByRole("status")
      .filter({ hasText: say(/^Connected/, /^已連線/) })
      .waitFor();
    await page.keyboard.press("Alt+KeyM");
    await page.keyboard.insertText("flood 3000 40");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByRole("row").filter({ hasText: "2999" }).first().waitFor();
    await page.getByRole("row").filter({ hasText: "2999" }).first().click();
    await shoot("6-flood");

    await open(at, "socket.io", `http://127.0.0.1:${socketIo2.port}/chat`);
    await page.getByRole("row").filter({ hasText: "welcome" }).first().waitFor();
    await page.keyboard.press("Alt+KeyC");
    await page.getByRole("row").filter({ hasText: "welcome" }).first().waitFor();
    await shoot("7-capture");

    await fillProject(workbench.project);
    await page.getByRole("row", { name: "join and chat", exact: true }).click();
    await page.getByRole("button", { name: say(/^Environment: /, /^環境：/) }).click();
    await page.getByRole("menuitemradio", { name: "staging" }).click();
    await shoot("10-saved-request");
    for (const [number, name] of [
      [11, say("Params", "參數")],
      [12, say("Headers", "標頭")],
      [13, say("Auth", "授權")],
      [14, say("Events", "事件")],
      [15, say("Reactions", "自動回應")],
      [16, say("Docs", "文件")],
    ] as const) {
      await page.getByRole("tab", { name, exact: false }).first().click();
      await shoot(`${number}-section`);
    }
    await page.keyboard.press("Alt+KeyE");
    await page.getByRole("dialog").waitFor();
    await page.getByRole("option", { name: "staging" }).click();
    await shoot("17-environments");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("ControlOrMeta+Shift+KeyS");
    await page.getByRole("dialog").waitFor();
    await shoot("18-save-as");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("dialog").waitFor();
    await shoot("8-palette");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await shoot("9-shortcuts");
    await page.keyboard.press("Escape");
    await page.context().close();
  });
});

async function open(
  { page }: WorkbenchPage,
  protocol: "websocket" | "socket.io",
  url: string,
): Promise<void> {
  await page.keyboard.press(protocol === "websocket" ? "Alt+KeyW" : "Alt+KeyS");
  const address = page.locator("[data-area=address] [role=textbox]");
  await address.fill(url);
  await address.press("Enter");
}

/** A project as a team would have it, long names and a broken file included. */
async function fillProject(folder: string): Promise<void> {
  const write = async (path: string, text: string) => {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write(
    "environments/staging.yaml",
    "variables:\n  host: chat.staging.example.com\n  token: t0k3n\n  user: mei\n",
  );
  await write("requests/Login/token refresh.yaml", "protocol: websocket\nurl: wss://{{host}}/login\n");
  await write("requests/Rooms/broken.yaml", "protocol: websocket\nurl: [\n");
  await write(
    "requests/Rooms/a request with a name that is far too long for the sidebar.yaml",
    "protocol: websocket\nurl: wss://{{host}}/rooms\n",
  );
  await write(
    "requests/join and chat.yaml",
    `protocol: socket.io
url: https://{{host}}/chat?lang=zh-TW&token={{token}}
description: |
  # Join a room and talk

  Sends \`join\`, then **chat_message**.

  | event | answer |
  | ----- | ------ |
  | join  | ack    |
status: testing
tags: [rooms, smoke]
owner: mei
headers:
  - { name: X-Client, value: signalbox }
  - { name: Authorization, value: "Bearer {{nobody}}" }
messages:
  - { id: m1, name: join lobby, kind: event, event: join, args: [{ kind: json, body: '"lobby"' }] }
  - id: m2
    name: hello
    description: greets everybody
    kind: event
    event: chat_message
    args: [{ kind: json, body: '{ "room": "lobby", "text": "hello from {{user}}", "at": {{$timestamp}} }' }]
reactions:
  - id: r1
    name: keep the id
    enabled: true
    when: { event: user_joined, path: "$[0].id" }
    then:
      - { do: store, variable: lastJoined, path: "$[0].id" }
      - { do: send, message: { kind: event, event: greet, args: [{ kind: json, body: '{ "to": {{lastJoined}} }' }] } }
`,
  );
}
