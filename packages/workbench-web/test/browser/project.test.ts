import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type WorkbenchPage } from "./page.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let workbench: RunningWorkbench;
let at: WorkbenchPage;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  workbench = await startWorkbench();
  at = await openPage(browser, workbench.url);
});
afterEach(async () => {
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
  await workbench.stop();
});

const file = (path: string) => join(workbench.project, "requests", `${path}.yaml`);
const exists = (path: string) =>
  readFile(path).then(
    () => true,
    () => false,
  );

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(file(path), ".."), { recursive: true });
  await writeFile(file(path), text);
}

async function newFolder(name: string): Promise<void> {
  await at.page.getByRole("button", { name: "New folder" }).click();
  await at.page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(name);
  await at.page.keyboard.press("Enter");
  await at.node(name).waitFor();
}

async function saveRequest(name: string, url: string, folder?: string): Promise<void> {
  await at.newTab("WebSocket", url);
  await at.page.keyboard.press("ControlOrMeta+s");
  const dialog = at.page.getByRole("dialog", { name: "Save request" });
  // The suggested name has the focus and is selected: what is typed replaces it.
  await dialog.locator("input:focus").waitFor();
  await at.page.keyboard.insertText(name);
  if (folder !== undefined) await dialog.getByRole("option", { name: folder }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await at.page.getByRole("tab", { name }).waitFor();
}

async function more(name: string, action: string): Promise<void> {
  await at.node(name).hover();
  await at.page.getByRole("button", { name: `More for ${name}` }).click();
  await at.page.getByRole("menuitem", { name: action }).click();
}

describe("saved requests", () => {
  it("are written as files into a folder of the tree, and opened from it", async () => {
    await newFolder("rooms");
    await saveRequest("join", "ws://127.0.0.1:9/rooms?lang=en", "rooms");
    expect(await readFile(file("rooms/join"), "utf8")).toContain("ws://127.0.0.1:9/rooms?lang=en");
    await at.page.getByRole("button", { name: "Close tab" }).click();
    await at
      .node("rooms")
      .getByRole("button", { name: /Expand|rooms/ })
      .first()
      .click();
    await at.node("join").click();
    expect(await at.text("URL")).toBe("ws://127.0.0.1:9/rooms?lang=en");
  });

  it("show what is not saved, and save it by keyboard", async () => {
    await saveRequest("ticker", "ws://127.0.0.1:9/a");
    const tab = at.page.getByRole("tab", { name: /ticker/ });
    expect(await tab.getByRole("img", { name: "unsaved changes" }).count()).toBe(0);
    await at.fill("URL", "ws://127.0.0.1:9/b");
    await tab.getByRole("img", { name: "unsaved changes" }).waitFor();
    await at.page.keyboard.press("ControlOrMeta+s");
    await tab.getByRole("img", { name: "unsaved changes" }).waitFor({ state: "detached" });
    expect(await readFile(file("ticker"), "utf8")).toContain("ws://127.0.0.1:9/b");
  });

  it("ask before edits are lost with their tab", async () => {
    await saveRequest("ticker", "ws://127.0.0.1:9/a");
    await at.fill("URL", "ws://127.0.0.1:9/b");
    await at.page.getByRole("button", { name: "Close tab" }).click();
    const dialog = at.page.getByRole("dialog", { name: "Unsaved changes" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await at.page.getByRole("button", { name: "Close tab" }).click();
    await dialog.getByRole("button", { name: "Discard" }).click();
    await at.page.getByRole("tab", { name: /ticker/ }).waitFor({ state: "detached" });
    expect(await readFile(file("ticker"), "utf8")).toContain("ws://127.0.0.1:9/a");
  });

  it("are renamed, duplicated, and deleted with a way back", async () => {
    await saveRequest("ticker", "ws://127.0.0.1:9/a");
    await at.node("ticker").focus();
    await at.page.keyboard.press("F2");
    await at.page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("prices");
    await at.page.keyboard.press("Enter");
    await at.node("prices").waitFor();
    await at.page.getByRole("tab", { name: /prices/ }).waitFor();
    expect(await exists(file("ticker"))).toBe(false);

    await more("prices", "Duplicate");
    await expect.poll(() => at.page.getByRole("treegrid").getByRole("row").count()).toBe(2);

    await at.node("prices").focus();
    await at.page.keyboard.press("Delete");
    await at.page.getByText("prices was deleted.", { exact: true }).waitFor();
    expect(await exists(file("prices"))).toBe(false);
    await at.page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" }).click();
    await at.node("prices").waitFor();
    expect(await exists(file("prices"))).toBe(true);
  });

  it("are moved by keyboard, from the menu and by drag", async () => {
    await newFolder("rooms");
    await saveRequest("join", "ws://127.0.0.1:9/a");
    await saveRequest("leave", "ws://127.0.0.1:9/b");
    await saveRequest("talk", "ws://127.0.0.1:9/c");

    await at.node("join").focus();
    await at.page.keyboard.press("F6");
    const dialog = at.page.getByRole("dialog", { name: "Move join" });
    await dialog.getByRole("option", { name: "rooms" }).click();
    await dialog.getByRole("button", { name: "Move" }).click();
    await expect.poll(() => exists(file("rooms/join"))).toBe(true);

    await at.node("talk").dragTo(at.node("rooms"));
    await expect.poll(() => exists(file("rooms/talk"))).toBe(true);

    // The grip of a line takes it up with Enter; Tab walks over the places, Enter lets it go.
    await at.node("leave").focus();
    await at.page.keyboard.press("ArrowRight");
    await at.page.getByRole("button", { name: "Drag leave" }).focus();
    await at.page.keyboard.press("Enter");
    for (let step = 0; step < 12; step++) {
      const place = await at.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
      if (/^Drop on rooms/.test(place)) break;
      await at.page.keyboard.press("ArrowDown");
    }
    await at.page.keyboard.press("Enter");
    await expect.poll(() => exists(file("rooms/leave"))).toBe(true);
  });

  it("are found by name, folder and tag", async () => {
    await write("rooms/join", "protocol: websocket\nurl: ws://h\ntags: [lobby]\n");
    await write("prices", "protocol: websocket\nurl: ws://h\n");
    await at.node("prices").waitFor();
    await at.page.getByRole("textbox", { name: "Filter requests" }).fill("lobby");
    await at.node("join").waitFor();
    expect(await at.node("prices").count()).toBe(0);
    await at.page.getByRole("textbox", { name: "Filter requests" }).fill("nothing like it");
    await at.page.getByText("No request matches.").waitFor();
  });
});

describe("files that change on the disk", () => {
  it("are followed by a tab without edits", async () => {
    await saveRequest("ticker", "ws://127.0.0.1:9/a");
    await writeFile(file("ticker"), "protocol: websocket\nurl: ws://127.0.0.1:9/elsewhere\n");
    await expect.poll(() => at.text("URL")).toBe("ws://127.0.0.1:9/elsewhere");
  });

  it("do not overwrite edits: the person chooses, either way", async () => {
    await saveRequest("ticker", "ws://127.0.0.1:9/a");
    const changed = at.page.getByRole("status").filter({ hasText: "was changed elsewhere" });

    await at.fill("URL", "ws://127.0.0.1:9/mine");
    await writeFile(file("ticker"), "protocol: websocket\nurl: ws://127.0.0.1:9/theirs\n");
    await changed.waitFor();
    expect(await at.text("URL")).toBe("ws://127.0.0.1:9/mine");
    await at.page.getByRole("button", { name: "Load the file" }).click();
    await expect.poll(() => at.text("URL")).toBe("ws://127.0.0.1:9/theirs");
    await changed.waitFor({ state: "detached" });

    await at.fill("URL", "ws://127.0.0.1:9/mine");
    await writeFile(file("ticker"), "protocol: websocket\nurl: ws://127.0.0.1:9/theirs-again\n");
    await changed.waitFor();
    await at.page.getByRole("button", { name: "Overwrite with mine" }).click();
    await changed.waitFor({ state: "detached" });
    expect(await readFile(file("ticker"), "utf8")).toContain("ws://127.0.0.1:9/mine");
  });

  it("and are deleted leave the request in its tab", async () => {
    await saveRequest("ticker", "ws://127.0.0.1:9/a");
    await rm(file("ticker"));
    await at.page.getByRole("status").filter({ hasText: "was deleted" }).waitFor();
    await at.page.getByRole("button", { name: "Save it again" }).click();
    await expect.poll(() => exists(file("ticker"))).toBe(true);
  });

  it("and are moved by somebody else are in the tree where they are now", async () => {
    await write("a", "protocol: websocket\nurl: ws://h\n");
    await at.node("a").waitFor();
    await rename(file("a"), file("b"));
    await at.node("b").waitFor();
    expect(await at.node("a").count()).toBe(0);
  });

  it("and are broken say file, line and what is wrong, while the rest opens", async () => {
    await write("good", "protocol: websocket\nurl: ws://h\n");
    await write("bad", "protocol: websocket\nurl: [ws://h\n");
    await at.node("good").waitFor();
    await at.node("bad").click();
    const dialog = at.page.getByRole("dialog", { name: "This file cannot be read" });
    await dialog
      .getByText(/bad\.yaml/)
      .first()
      .waitFor();
    await dialog.getByText(/^line \d+, column \d+$/).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await at.node("good").click();
    expect(await at.text("URL")).toBe("ws://h");
  });
});

it("a request carries its documentation: Markdown shown safely, status, tags, owner", async () => {
  await saveRequest("ticker", "ws://127.0.0.1:9/a");
  await at.section("Docs");
  const markdown =
    "# Prices\n\n**bold** <img src=x onerror=alert(1)> [bad](javascript:alert(1)) [good](https://example.com)";
  await at.write("Description", markdown);
  await at.page.getByRole("radio", { name: "Preview" }).click();
  const read = at.page.getByRole("region", { name: "Description" });
  await read.getByRole("heading", { name: "Prices" }).waitFor();
  expect(await read.locator("strong").textContent()).toBe("bold");
  expect(await read.locator("img").count()).toBe(0);
  expect(await read.getByRole("link").allTextContents()).toEqual(["good"]);

  await at.page.getByRole("button", { name: /Status/ }).click();
  await at.page.getByRole("option", { name: "Testing" }).click();
  await at.page.getByRole("textbox", { name: "Tags" }).fill("market, live");
  await at.page.getByRole("textbox", { name: "Owner" }).fill("mei");
  await at.page.keyboard.press("ControlOrMeta+s");
  await expect.poll(() => readFile(file("ticker"), "utf8")).toContain("owner: mei");
  const saved = await readFile(file("ticker"), "utf8");
  for (const part of ["status: testing", "market", "live", "# Prices"]) expect(saved).toContain(part);
});
