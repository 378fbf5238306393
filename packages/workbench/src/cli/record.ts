import { Command } from "commander";
import { type ConnectOptions, withConnectOptions } from "./connect/options.js";
import { exitCodes } from "./exit-codes.js";

export interface RecordOptions extends ConnectOptions {
  readonly output: string;
  readonly append?: boolean;
  readonly title?: string;
}

export function recordCommand(): Command {
  return withConnectOptions(new Command("record"))
    .description("Connect, and keep everything that is sent and received in a file.")
    .requiredOption("-o, --output <file>", "a capture (.sqlite), or .ndjson for one JSON object a line")
    .option("--append", "go on in a file that is there already")
    .option("--title <name>", "the connection's name in the capture (default: its URL)")
    .addHelpText("after", help)
    .action(async (target: string, options: RecordOptions) => {
      const { record } = await import("./record/record.js");
      process.exitCode = await record(target, options);
    });
}

const help = `
Lines of stdin are sent as in \`signalbox connect\`; what comes is printed and recorded. Scenarios are recorded
by \`signalbox run --capture always\`.

Exit codes: those of \`signalbox connect\`, and ${exitCodes.usage} when the file cannot be written.

Examples:
  signalbox record ws://localhost:3000 -o session.sqlite --wait forever
  signalbox record --socket.io http://localhost:3000 -o chat.sqlite --ack < script.txt
  signalbox record wss://example.org/feed -o feed.ndjson --wait 60 < /dev/null`;
