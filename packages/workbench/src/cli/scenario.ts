import { Command, InvalidArgumentError } from "commander";
import { exitCodes } from "./exit-codes.js";

export interface ScenarioOptions {
  readonly rows?: (seq: number) => boolean;
  readonly name?: string;
  readonly output?: string;
}

export function scenarioCommand(): Command {
  return new Command("scenario")
    .description("Write a scenario that does what the clients of a capture did, and expects what came.")
    .argument("<capture>", "a capture file")
    .option("--rows <numbers>", "the rows to take, such as 10-40,52; default: all", parseRows)
    .option("--name <text>", "the scenario's name")
    .option("-o, --output <file>", "default: standard output")
    .addHelpText("after", help)
    .action(async (capture: string, options: ScenarioOptions) => {
      const { writeScenario } = await import("./scenario/write-scenario.js");
      process.exitCode = await writeScenario(capture, options);
    });
}

const help = `
Hosts become variables. Ids that the server gave and the client sent back are captured into variables; other
values that change each time are for you to loosen, for example by { $any: true }.

Exit codes: ${exitCodes.ok} written, ${exitCodes.usage} wrong command line, a file that is no readable capture, or one to be written that is there.

Examples:
  signalbox scenario chat.sqlite -o scenarios/chat.yaml
  signalbox scenario chat.sqlite --rows 20-35 | less`;

function parseRows(text: string): (seq: number) => boolean {
  const ranges = text.split(",").map((part) => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    if (!match) throw new InvalidArgumentError("Rows are numbers and ranges, such as 10-40,52.");
    const from = Number(match[1]);
    return [from, match[2] === undefined ? from : Number(match[2])] as const;
  });
  return (seq) => ranges.some(([from, to]) => seq >= from && seq <= to);
}
