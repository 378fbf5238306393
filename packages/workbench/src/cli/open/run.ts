import { type Api, startApi } from "../../api/server.js";
import { startPlayground } from "../../playground/playground.js";
import { Workbench } from "../../workbench.js";
import type { OpenOptions } from "../open.js";
import { openBrowser } from "./browser.js";

/** Runs until the process is told to end. Returns false when the workbench could not start. */
export async function runWorkbench(options: OpenOptions): Promise<boolean> {
  // What has been started, to be ended in the opposite order.
  const running: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const part of running.reverse()) await part.close();
  };
  try {
    const playground = await startPlayground();
    running.push(playground);
    const workbench = await Workbench.start({
      project: options.project ?? process.cwd(),
      playground: playground.addresses,
      ...(options.stateDir !== undefined && { stateDirectory: options.stateDir }),
    });
    running.push(workbench);
    const api = await startOnFreePort(workbench, options.port);
    running.push(api);
    process.stdout.write(`Signalbox is ready at ${api.url}\n`);
    if (options.open) openBrowser(api.url);
  } catch (error) {
    process.stderr.write(`Signalbox could not start: ${textOf(error)}\n`);
    await close();
    return false;
  }
  // A fault in one connection must not end the others, nor the capture.
  process.on("uncaughtException", tellFault);
  process.on("unhandledRejection", tellFault);
  await untilTold();
  await close();
  return true;
}

/** On the port that was asked for, or any other when that is taken. */
async function startOnFreePort(workbench: Workbench, port: number): Promise<Api> {
  try {
    return await startApi({ workbench, port });
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw error;
    return await startApi({ workbench, port: 0 });
  }
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function tellFault(error: unknown): void {
  const stack = error instanceof Error ? error.stack : undefined;
  process.stderr.write(`Unexpected fault: ${stack ?? textOf(error)}\n`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
