import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "@signalbox/peers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type HandshakeServer, startHandshakes } from "./handshakes.js";
import { openPage, type WorkbenchPage } from "./page.js";
import { type RunningWorkbench, startWorkbench } from "./workbench.js";

let browser: Browser;
let server: HandshakeServer;
let workbench: RunningWorkbench;
let at: WorkbenchPage;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startHandshakes()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  workbench = await startWorkbench();
  at = await openPage(browser, workbench.url);
});
afterEach(async () => {
  expect(at.complaints).toEqual([]);
  await at.page.context().close();
  await workbench.stop();
});

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly isSecret?: boolean;
}

async function fillVariables(variables: readonly Variable[]): Promise<void> {
  const dialog = at.page.getByRole("dialog", { name: "Environments" });
  for (const [index, { name, value, isSecret }] of variables.entries()) {
    const number = index + 1;
    await dialog.getByRole("textbox", { name: `Name of variable ${number}`, exact: true }).fill(name);
    await dialog.getByRole("textbox", { name: `Value of variable ${number}`, exact: true }).fill(value);
    if (isSecret) await dialog.getByRole("checkbox", { name: `Variable ${number} is secret` }).press("Space");
  }
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
}

async function newEnvironment(name: string, variables: readonly Variable[]): Promise<void> {
  await at.page.keyboard.press("Alt+KeyE");
  const dialog = at.page.getByRole("dialog", { name: "Environments" });
  await dialog.getByRole("button", { name: "New environment" }).click();
  await dialog.getByRole("textbox", { name: "Name of the new environment" }).fill(name);
  await at.page.keyboard.press("Enter");
  await dialog.getByRole("region", { name }).waitFor();
  await fillVariables(variables);
}

async function choose(name: string): Promise<void> {
  await at.page.getByRole("button", { name: /^Environment: / }).click();
  await at.page.getByRole("menuitemradio", { name, exact: true }).click();
  await at.page.getByRole("button", { name: `Environment: ${name}` }).waitFor();
}

const highlighted = (label: string) =>
  at.page.getByRole("textbox", { name: label, exact: true }).locator(".cm-variable");

describe("environments", () => {
  it("are made, chosen, renamed and deleted", async () => {
    await newEnvironment("staging", [{ name: "token", value: "s1" }]);
    await newEnvironment("live", [{ name: "token", value: "l1" }]);
    await choose("staging");
    await at.page.keyboard.press("Alt+KeyE");
    const dialog = at.page.getByRole("dialog", { name: "Environments" });
    await dialog.getByRole("textbox", { name: "Name of the environment" }).fill("test");
    await dialog.getByRole("button", { name: "Save" }).click();
    await at.page.getByRole("button", { name: "Environment: test" }).waitFor();

    await at.page.keyboard.press("Alt+KeyE");
    await dialog.getByRole("option", { name: "live" }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await dialog.getByRole("option", { name: "live" }).waitFor({ state: "detached" });
  });

  it("keep secrets masked and out of what git sees, and show one when asked", async () => {
    await newEnvironment("staging", [{ name: "password", value: "swordfish", isSecret: true }]);
    const shared = await readFile(join(workbench.project, "environments", "staging.yaml"), "utf8");
    expect(shared).not.toContain("swordfish");
    await at.page.keyboard.press("Alt+KeyE");
    const dialog = at.page.getByRole("dialog", { name: "Environments" });
    await dialog.getByRole("option", { name: "staging" }).click();
    const value = dialog.getByRole("textbox", { name: "Value of variable 1", exact: true });
    expect(await value.inputValue()).toBe("••••••");
    await dialog.getByRole("button", { name: "Show the value of password" }).click();
    await expect.poll(() => value.inputValue()).toBe("swordfish");
  });

  it("stand before the project's own variables", async () => {
    await at.page.keyboard.press("Alt+KeyE");
    await fillVariables([
      { name: "who", value: "project" },
      { name: "where", value: "lobby" },
    ]);
    await newEnvironment("staging", [{ name: "who", value: "staging" }]);
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/{{where}}?who={{who}}`);
    await at.connect();
    await at.isConnected();
    await at.row("/lobby?who=project").waitFor();
    await choose("staging");
    await at.page.getByRole("button", { name: "Disconnect" }).click();
    await at.connect();
    await at.row("/lobby?who=staging").waitFor();
  });
});

describe("{{variables}}", () => {
  it("are marked in every field, the unknown ones apart", async () => {
    await newEnvironment("staging", [{ name: "token", value: "s1" }]);
    await choose("staging");
    await at.newTab("WebSocket", "ws://h/{{token}}/{{nobody}}");
    expect(await highlighted("URL").allTextContents()).toEqual(["{{token}}", "{{nobody}}"]);
    await at.page.locator(".cm-variable-unknown").getByText("{{nobody}}").waitFor();
    expect(await at.page.locator(".cm-variable-unknown").count()).toBe(1);
    await at.section("Headers");
    await at.fill("Value of header 1", "Bearer {{token}}");
    expect(await highlighted("Value of header 1").allTextContents()).toEqual(["{{token}}"]);
    await at.section("Message");
    await at.write("Message", "hello {{token}}");
    expect(await highlighted("Message").allTextContents()).toEqual(["{{token}}"]);
  });

  it("are completed after two braces, and explained on hover", async () => {
    await newEnvironment("staging", [{ name: "token", value: "s1" }]);
    await choose("staging");
    await at.newTab("WebSocket", "ws://h/");
    await at.page.getByRole("textbox", { name: "URL" }).press("End");
    await at.page.keyboard.type("{{to");
    await at.page.getByRole("option", { name: /token/ }).waitFor();
    await at.page.keyboard.press("Enter");
    await expect.poll(() => at.text("URL")).toBe("ws://h/{{token}}");
    await highlighted("URL").first().hover();
    const tip = at.page.getByRole("tooltip");
    await tip.getByText("s1").waitFor();
    await tip.getByText("From the environment staging").waitFor();
  });

  it("that nobody knows refuse to connect and to send, by name", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/{{nobody}}`);
    await at.connect();
    await at.notice.filter({ hasText: "The variable “nobody” has no value." }).waitFor();
    await at.fill("URL", `ws://127.0.0.1:${server.port}/`);
    await at.connect();
    await at.isConnected();
    await at.write("Message", "hello {{missing}}");
    await at.send();
    await at.notice.filter({ hasText: "The variable “missing” has no value." }).waitFor();
  });

  it("of a message have the value of the moment it is sent", async () => {
    await newEnvironment("staging", [{ name: "token", value: "before" }]);
    await choose("staging");
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/`);
    await at.connect();
    await at.isConnected();
    await at.write("Message", "it is {{token}}");
    await at.send();
    await at.row(/it is before/).waitFor();
    await at.page.keyboard.press("Alt+KeyE");
    const dialog = at.page.getByRole("dialog", { name: "Environments" });
    await dialog.getByRole("textbox", { name: "Value of variable 1", exact: true }).fill("after");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await at.send();
    await at.row(/it is after/).waitFor();
  });

  it("made anew at each use need no environment", async () => {
    await at.newTab("WebSocket", `ws://127.0.0.1:${server.port}/`);
    await at.connect();
    await at.isConnected();
    await at.write("Message", "id {{$uuid}}");
    await at.send();
    await at.row(/id [0-9a-f]{8}-[0-9a-f]{4}-/).waitFor();
  });
});
