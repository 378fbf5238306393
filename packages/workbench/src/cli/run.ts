import { Command, InvalidArgumentError, Option } from "commander";
import { exitCodes } from "./exit-codes.js";
import type { ReporterChoice } from "./run/reporters/index.js";

export interface RunCommandOptions {
  readonly env?: string;
  readonly project?: string;
  readonly var?: Readonly<Record<string, string>>;
  readonly jobs: number;
  readonly bail?: boolean;
  readonly retry: number;
  readonly reporter?: readonly ReporterChoice[];
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly capture: "failed" | "always" | "never";
  readonly captureDir: string;
  readonly list?: boolean;
}

export function runCommand(): Command {
  return new Command("run")
    .description("Run scenarios: files of connections, and what is sent and expected on them.")
    .argument("<paths...>", "scenario files, and folders of them")
    .option("-e, --env <name>", "an environment of the project, or a YAML file of variables")
    .option(
      "--project <folder>",
      "the project's folder (default: the nearest above that holds signalbox.yaml)",
    )
    .option("--var <name=value>", "a variable; may be given again", addVariable)
    .option("-j, --jobs <number>", "files that run at once", parseCount, 4)
    .option("--bail", "begin nothing more after a failure")
    .option("--retry <times>", "try a scenario that failed again, up to so many times", parseCount, 0)
    .option(
      "-r, --reporter <name[=file]>",
      "human, junit, tap or ndjson, to standard output or to a file; may be given again",
      addReporter,
    )
    .option("--json", "the same as --reporter ndjson")
    .option("-v, --verbose", "show every step")
    .addOption(
      new Option("--capture <when>", "keep what was sent and received as a capture file")
        .choices(["failed", "always", "never"])
        .default("failed"),
    )
    .option("--capture-dir <folder>", "where captures are kept", "signalbox-captures")
    .option("--list", "check the scenarios and list them, run none")
    .addHelpText("after", help)
    .action(async (paths: readonly string[], options: RunCommandOptions) => {
      const { runScenarios } = await import("./run/run-scenarios.js");
      process.exitCode = await runScenarios(paths, options);
    });
}

const help = `
Variables, nearest first: captured ones, a row's, --var, the environment's, the scenario's own, the project's.

Exit codes: ${exitCodes.ok} all passed, ${exitCodes.failed} a scenario failed, ${exitCodes.usage} wrong command line or a mistake in a
scenario (nothing was run), ${exitCodes.interrupted} ended by Ctrl-C (reports are written, connections closed).

Examples:
  signalbox run scenarios
  signalbox run scenarios/login.yaml --env staging --verbose
  signalbox run scenarios --var url=ws://localhost:3000 --bail
  signalbox run scenarios --reporter human --reporter junit=reports/signalbox.xml --retry 1
  signalbox run scenarios --json | jq -r 'select(.type == "result") | .status + " " + .name'`;

/** For commander: one more `name=value`. */
export function addVariable(
  text: string,
  known: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("A variable is written name=value.");
  return { ...known, [text.slice(0, equals)]: text.slice(equals + 1) };
}

function addReporter(text: string, known: readonly ReporterChoice[] = []): readonly ReporterChoice[] {
  const [name, ...file] = text.split("=");
  if (name !== "human" && name !== "junit" && name !== "tap" && name !== "ndjson") {
    throw new InvalidArgumentError("Reporters are human, junit, tap and ndjson.");
  }
  return [...known, { name, file: file.length === 0 ? undefined : file.join("=") }];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It is not a whole number.");
  return count;
}
