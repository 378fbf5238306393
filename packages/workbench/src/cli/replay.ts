import { Command, InvalidArgumentError } from "commander";
import { addText, ignoreHelp } from "./diff.js";
import { exitCodes } from "./exit-codes.js";
import { addVariable } from "./run.js";

export interface ReplayCommandOptions {
  readonly url?: string;
  /** Infinity: as fast as answers come. */
  readonly speed: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds. */
  readonly settle: number;
  readonly replace?: readonly (readonly [string, string])[];
  readonly ignore?: readonly string[];
  readonly env?: string;
  readonly project?: string;
  readonly var?: Readonly<Record<string, string>>;
  readonly output?: string;
  readonly json?: boolean;
}

export function replayCommand(): Command {
  return new Command("replay")
    .description("Do again what the clients of a capture did, and say where the answers differ.")
    .argument("<capture>", "a capture file")
    .option("--url <url>", "another server: its scheme, host and port in place of the recorded ones")
    .option(
      "--speed <factor>",
      "1 as recorded, 2 twice as fast, `max` as fast as answers come",
      parseSpeed,
      1,
    )
    .option("--timeout <seconds>", "wait so long for each recorded answer", parseSeconds, 5000)
    .option("--settle <seconds>", "wait so long at the end for what was not recorded", parseSeconds, 300)
    .option(
      "--replace <recorded=now>",
      "send another text where this one was sent; may be given again",
      addPair,
    )
    .option("--ignore <path>", ignoreHelp, addText)
    .option("-e, --env <name>", "an environment, for variables in --url and --replace")
    .option("--project <folder>", "the project's folder")
    .option("--var <name=value>", "a variable; may be given again", addVariable)
    .option("-o, --output <file>", "keep what happened as a capture")
    .option("--json", "print one JSON object a line (NDJSON)")
    .addHelpText("after", help)
    .action(async (capture: string, options: ReplayCommandOptions) => {
      const { runReplay } = await import("./replay/run-replay.js");
      process.exitCode = await runReplay(capture, options);
    });
}

const help = `
What was sent is sent again, in the recorded order: a message waits for the answers that came before it. Acks are
matched to their events anew, and ids that the server gave and the client sent back take their new values.

Exit codes: ${exitCodes.ok} no difference, ${exitCodes.differs} the answers differ or something could not be sent, ${exitCodes.usage} wrong command line
or a file that is no readable capture, ${exitCodes.interrupted} ended by Ctrl-C.

Examples:
  signalbox replay chat.sqlite
  signalbox replay chat.sqlite --url http://localhost:3001 --speed max
  signalbox replay chat.sqlite --replace 'old-token={{token}}' --env staging --ignore 'welcome:$[0].id'
  signalbox replay chat.sqlite --json | jq -r 'select(.type == "changed") | .differences[].path'`;

function parseSpeed(text: string): number {
  if (text === "max") return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (!(speed > 0)) throw new InvalidArgumentError("A speed is a number above 0, or max.");
  return speed;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === "" || !(seconds >= 0)) throw new InvalidArgumentError("It is not a number of seconds.");
  return Math.round(seconds * 1000);
}

function addPair(
  text: string,
  known: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("A replacement is written recorded=now.");
  return [...known, [text.slice(0, equals), text.slice(equals + 1)]];
}
