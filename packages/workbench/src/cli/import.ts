import { Command } from "commander";
import { exitCodes } from "./exit-codes.js";

export interface ImportOptions {
  readonly project: string;
  readonly into: string;
  readonly output?: string;
  readonly json?: boolean;
}

export function importCommand(): Command {
  return new Command("import")
    .description("Take over requests, or recorded traffic, from a file of another tool.")
    .argument("<file>", "a file, or the folder of a Bruno collection")
    .option("--project <folder>", "the project that requests go to", ".")
    .option("--into <folder>", "the folder below requests/ that they go to", "")
    .option("-o, --output <file>", "HAR: the capture to be written (default: beside the file, .sqlite)")
    .option("--json", "print what was done as one JSON object")
    .addHelpText("after", help)
    .action(async (file: string, options: ImportOptions) => {
      const { runImport } = await import("./import/run-import.js");
      process.exitCode = await runImport(file, options);
    });
}

const help = `
Postman (2.0, 2.1 and 3), Insomnia (4 and 5), Bruno, AsyncAPI (2 and 3) and .http files become requests with
saved messages, variables and environments. HAR becomes a capture. A file is read whole before anything is
written; what could not be taken over is listed.

Exit codes: ${exitCodes.ok} imported, ${exitCodes.failed} the file was refused or could not be written, ${exitCodes.usage} wrong command line.

Examples:
  signalbox import chat.postman_collection.json
  signalbox import ~/bruno/chat --into imported
  signalbox import asyncapi.yaml --project ../service
  signalbox import traffic.har -o traffic.sqlite`;
