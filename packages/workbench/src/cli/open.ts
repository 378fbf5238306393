import { Command, InvalidArgumentError } from "commander";
import { exitCodes } from "./exit-codes.js";

export interface OpenOptions {
  readonly port: number;
  readonly open: boolean;
  readonly stateDir?: string;
  readonly project?: string;
}

export function openCommand(): Command {
  return new Command("open")
    .description("Start the workbench and open its page (this is what `signalbox` alone does).")
    .option("-p, --port <number>", "port on 127.0.0.1; 0 for any free one", parsePort, 4600)
    .option("--project <directory>", "the project's folder (default: the working directory)")
    .option("--no-open", "do not open a browser")
    .option(
      "--state-dir <directory>",
      "where captures are kept (default: $SIGNALBOX_STATE_DIR or ~/.local/state/signalbox)",
    )
    .addHelpText(
      "after",
      `
The address is printed when the workbench is ready. It holds a token: whoever has it can use the workbench.
The browser is not opened with --no-open, with BROWSER=none, or where there is no display.
When the port is taken, a free one is used.

Examples:
  signalbox
  signalbox --project ~/chat-service
  signalbox open --port 0 --no-open`,
    )
    .action(async (options: OpenOptions) => {
      const { runWorkbench } = await import("./open/run.js");
      process.exitCode = (await runWorkbench(options)) ? exitCodes.ok : exitCodes.failed;
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}
