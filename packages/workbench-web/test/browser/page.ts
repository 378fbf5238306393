import type { Browser, Locator, Page } from "playwright-core";

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "light" | "dark";
  readonly locale?: "en-US" | "zh-TW";
}

/** The page as a person of that language sees it, and what it complained about. */
export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<WorkbenchPage> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
    colorScheme: look.theme ?? "dark",
    locale: look.locale ?? "en-US",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
  await page.goto(url);
  await page.locator("header").waitFor();
  return new WorkbenchPage(page, complaints);
}

/** What a person does with the page, in words. */
export class WorkbenchPage {
  readonly page: Page;
  readonly complaints: readonly string[];

  constructor(page: Page, complaints: readonly string[]) {
    this.page = page;
    this.complaints = complaints;
  }

  async newTab(protocol: "WebSocket" | "Socket.IO", url: string): Promise<void> {
    await this.page.getByRole("button", { name: "New tab" }).click();
    await this.page.getByRole("menuitem", { name: `New ${protocol}` }).click();
    await this.fill("URL", url);
  }

  /** One section of the request: Params, Headers, Settings … */
  async section(name: string): Promise<void> {
    await this.page.getByRole("region", { name: "Request" }).getByRole("tab", { name }).click();
  }

  /** Fills a field of one line. */
  async fill(label: string, text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: label, exact: true }).fill(text);
  }

  /** What a field of one line holds. */
  text(label: string): Promise<string | null> {
    return this.page.getByRole("textbox", { name: label, exact: true }).textContent();
  }

  /** A line of the project's tree. */
  node(name: string): Locator {
    return this.page
      .getByRole("treegrid", { name: "Saved requests" })
      .getByRole("row", { name, exact: true });
  }

  async connect(): Promise<void> {
    await this.page.getByRole("button", { name: "Connect", exact: true }).click();
  }

  async isConnected(): Promise<void> {
    await this.page
      .getByRole("status")
      .filter({ hasText: /^Connected/ })
      .waitFor();
  }

  /** Types into an editor, in place of what it held. */
  async write(label: string, text: string): Promise<void> {
    const editor = this.page.getByRole("textbox", { name: label, exact: true });
    await editor.click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.insertText(text);
  }

  async choose(kind: "Text" | "JSON" | "XML" | "HTML" | "Binary" | "Hex" | "Base64" | "File"): Promise<void> {
    await this.page
      .getByRole("region", { name: "Request" })
      .getByRole("radio", { name: kind, exact: true })
      .click();
  }

  async send(): Promise<void> {
    await this.page.getByRole("region", { name: "Request" }).getByRole("button", { name: /^Send/ }).click();
  }

  /** A row of the timeline, by what its line says. */
  row(...texts: (string | RegExp)[]): Locator {
    let rows = this.page.getByRole("grid", { name: "Timeline" }).getByRole("row");
    for (const hasText of texts) rows = rows.filter({ hasText });
    return rows.first();
  }

  get detail(): Locator {
    return this.page.getByRole("region", { name: "Open row" });
  }

  get notice(): Locator {
    return this.page.getByRole("alert");
  }
}
