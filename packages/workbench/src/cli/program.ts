import { Command } from "commander";
import { version } from "../version.js";
import { connectCommand } from "./connect.js";
import { diffCommand } from "./diff.js";
import { exitCodes } from "./exit-codes.js";
import { exportCommand } from "./export.js";
import { importCommand } from "./import.js";
import { mockCommand } from "./mock.js";
import { openCommand } from "./open.js";
import { recordCommand } from "./record.js";
import { replayCommand } from "./replay.js";
import { runCommand } from "./run.js";
import { scenarioCommand } from "./scenario.js";

/** The whole command line. Commands load what they need when they run: `--help` loads nothing else. */
export function createProgram(): Command {
  const program = new Command("signalbox")
    .description("Build, watch and break realtime connections: WebSocket and Socket.IO.")
    .version(version)
    .showHelpAfterError("Run the command with --help to see how it is used.")
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage);
    });
  program.addCommand(openCommand().copyInheritedSettings(program), { isDefault: true });
  program.addCommand(connectCommand().copyInheritedSettings(program));
  const automation = [
    runCommand(),
    recordCommand(),
    replayCommand(),
    diffCommand(),
    mockCommand(),
    scenarioCommand(),
  ];
  for (const command of [...automation, importCommand(), exportCommand()]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}
