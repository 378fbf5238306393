import { Command } from "commander";
import { exitCodes } from "./exit-codes.js";

export interface DiffOptions {
  readonly ignore?: readonly string[];
  readonly json?: boolean;
}

export function diffCommand(): Command {
  return new Command("diff")
    .description("Compare two captures: what was sent and received, not when.")
    .argument("<recorded>", "the capture that is right")
    .argument("<now>", "the capture that is compared with it")
    .option("--ignore <path>", ignoreHelp, addText)
    .option("--json", "print one JSON object a line (NDJSON)")
    .addHelpText("after", help)
    .action(async (recorded: string, now: string, options: DiffOptions) => {
      const { diff } = await import("./diff/diff.js");
      process.exitCode = diff(recorded, now, options);
    });
}

export const ignoreHelp =
  "do not compare what this JSONPath finds, of one event (said:$[0].id) or of all ($..time); may be given again";

export function addText(text: string, known: readonly string[] = []): readonly string[] {
  return [...known, text];
}

const help = `
Connections are paired by their titles, then by their order. Events of one name are compared in their order;
events of different names may have come in any. Times, ack ids and the ids of Socket.IO sockets make no difference.

Exit codes: ${exitCodes.ok} alike, ${exitCodes.differs} different, ${exitCodes.usage} wrong command line, or a file that is no readable capture.

Examples:
  signalbox diff yesterday.sqlite today.sqlite
  signalbox diff a.sqlite b.sqlite --ignore '$..at' --ignore 'welcome:$[0].id'
  signalbox diff a.sqlite b.sqlite --json | jq -r 'select(.type == "changed") | .label'`;
