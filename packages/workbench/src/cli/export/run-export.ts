import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readCapture } from "../../capture-files/index.js";
import type { CaptureFormat, CollectionFormat } from "../../contract/index.js";
import {
  exportCapture,
  exportRequests,
  FormatError,
  type WriteOptions,
  type Written,
} from "../../formats/index.js";
import { Project } from "../../project/index.js";
import { stateDirectory } from "../../state-directory.js";
import { exitCodes } from "../exit-codes.js";
import type { ExportFormat, ExportOptions } from "../export.js";
import { complain, tellLosses } from "../losses.js";

/** Exports requests or a capture and returns the exit code. */
export async function runExport(what: string, options: ExportOptions): Promise<number> {
  const secrets = { withSecrets: options.withSecrets === true };
  try {
    const written = /\.sqlite$/.test(what)
      ? exportCapture(readCapture(what), basename(what, ".sqlite"), captureFormatOf(options.format), secrets)
      : await exportProject(what, options, secrets);
    await write(written, options);
    tellLosses("Not written", written.losses);
    return exitCodes.ok;
  } catch (error) {
    complain(error);
    return exitCodes.failed;
  }
}

function captureFormatOf(format: ExportFormat): CaptureFormat {
  if (format === "har" || format === "ndjson" || format === "asyncapi" || format === "asyncapi-2")
    return format;
  throw new FormatError("FORMAT_UNKNOWN", `${format} holds requests, not captures.`, { format });
}

function collectionFormatOf(format: ExportFormat): CollectionFormat {
  if (format !== "har" && format !== "ndjson") return format;
  throw new FormatError("FORMAT_UNKNOWN", `${format} holds captures, not requests.`, { format });
}

async function exportProject(path: string, options: ExportOptions, secrets: WriteOptions): Promise<Written> {
  const format = collectionFormatOf(options.format);
  const project = await Project.open({ directory: options.project, stateDirectory: stateDirectory() });
  try {
    return await exportRequests(project, path.replace(/^requests\/|\.yaml$/g, ""), format, secrets);
  } finally {
    await project.close();
  }
}

async function write({ files }: Written, { output, format }: ExportOptions): Promise<void> {
  const [only] = files;
  if (files.length === 1 && only !== undefined && format !== "bruno") {
    if (output === undefined) process.stdout.write(only.text);
    else await writeText(output, only.text);
    return;
  }
  const folder = output ?? ".";
  for (const { path, text } of files) await writeText(join(folder, path), text);
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
