import { startApi } from "../../api/server.js";
import { startPlayground } from "../../playground/playground.js";
import { Workbench } from "../../workbench.js";
import type { OpenOptions } from "../open.js";
import { openBrowser } from "./browser.js";

/** Runs until the process is told to end. Returns false when the workbench could not start. */
export async function runWorkbench(options: OpenOptions): Promise<boolean> {
  let close: () => Promise<void>;
  try {
    const playground = await startPlayground();
    const workbench = await Workbench.start({
      project: process.cwd(),
      playground: playground.addresses,
      ...(options.stateDir !== undefined && { stateDirectory: options.stateDir }),
    });
    const api = await startApi({ workbench, port: options.port }).catch((error: unknown) => {
      if (!isPortTaken(error)) throw error;
      return startApi({ workbench, port: 0 });
    });
    close = async () => {
      await api.close();
      await workbench.close();
      await playground.close();
    };
    process.stdout.write(`Signalbox is ready at ${api.url}\n`);
    if (options.open) openBrowser(api.url);
  } catch (error) {
    process.stderr.write(
      `Signalbox could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return false;
  }
  // A fault in one connection must not end the others, nor the capture.
  process.on("uncaughtException", tellFault);
  process.on("unhandledRejection", tellFault);
  await untilTold();
  await close();
  return true;
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function tellFault(error: unknown): void {
  process.stderr.write(
    `Unexpected fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
