import { Command, Option } from "commander";
import { exitCodes } from "./exit-codes.js";

/** Named here, so that `--help` loads no format. */
export const exportFormats = [
  "postman",
  "postman-2.1",
  "insomnia",
  "insomnia-4",
  "bruno",
  "http",
  "asyncapi",
  "asyncapi-2",
  "har",
  "ndjson",
] as const;

export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly project: string;
  readonly output?: string;
  readonly withSecrets?: boolean;
}

export function exportCommand(): Command {
  return new Command("export")
    .description("Write requests, or a capture, for another tool.")
    .argument("[what]", "a capture file, or a request or folder below requests/ (default: all requests)", "")
    .addOption(
      new Option("-f, --format <name>", "what to write").choices(exportFormats).makeOptionMandatory(),
    )
    .option("--project <folder>", "the project that requests are taken from", ".")
    .option("-o, --output <path>", "a file, or for bruno a folder (default: print; bruno: here)")
    .option("--with-secrets", "write secret variables, passwords, tokens and cookies too")
    .addHelpText("after", help)
    .action(async (what: string, options: ExportOptions) => {
      const { runExport } = await import("./export/run-export.js");
      process.exitCode = await runExport(what, options);
    });
}

const help = `
Requests: postman, postman-2.1, insomnia, insomnia-4, bruno, http, asyncapi, asyncapi-2.
Captures: har, ndjson, and asyncapi or asyncapi-2, inferred from what was seen.
What a format has no place for is listed on stderr. Secrets are left out unless --with-secrets is given.

Exit codes: ${exitCodes.ok} written, ${exitCodes.failed} it could not be read or written, ${exitCodes.usage} wrong command line.

Examples:
  signalbox export -f postman -o chat.postman_collection.json
  signalbox export chat/login -f http
  signalbox export session.sqlite -f har -o session.har
  signalbox export session.sqlite -f asyncapi > asyncapi.yaml`;
