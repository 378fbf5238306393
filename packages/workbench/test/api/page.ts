import { io, type Socket } from "socket.io-client";
import { onTestFinished } from "vitest";
import { type Api, startApi } from "../../src/api/server.js";
import type { PageCalls, PageNews } from "../../src/contract/index.js";
import { Workbench, type WorkbenchOptions } from "../../src/workbench.js";
import { temporaryDirectory } from "../timeline/entries.js";

/** A workbench with its API on a free port, gone after the test. */
export async function startWorkbench(
  options: WorkbenchOptions = {},
): Promise<{ api: Api; workbench: Workbench }> {
  const workbench = await Workbench.start({
    stateDirectory: await temporaryDirectory(),
    project: await temporaryDirectory(),
    ...options,
  });
  onTestFinished(() => workbench.close());
  const api = await startApi({ workbench, port: 0 });
  onTestFinished(() => api.close());
  return { api, workbench };
}

/** The cookie that the printed address is exchanged for. */
export async function cookieOf(api: Api): Promise<string> {
  const response = await fetch(api.url, { redirect: "manual" });
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export type Page = Socket<PageNews, PageCalls>;

/** Speaks to the workbench as a page does, by the stock client. */
export async function openPage(api: Api, headers?: Record<string, string>): Promise<Page> {
  const page: Page = io(`http://127.0.0.1:${api.port}`, {
    path: "/api/socket.io",
    extraHeaders: headers ?? { cookie: await cookieOf(api) },
    reconnection: false,
    forceNew: true,
    transports: ["websocket"],
  });
  onTestFinished(() => void page.disconnect());
  await new Promise<void>((resolve, reject) => {
    page.once("connect", resolve);
    page.once("connect_error", reject);
  });
  page.on("timeline:change", (_change, ack) => ack());
  return page;
}
