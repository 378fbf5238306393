import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readCapture } from "../../capture-files/index.js";
import {
  collectionFormats,
  collectionFrom,
  FormatError,
  recordingOf,
  type WriteOptions,
  type Written,
  writeAsyncApiOfRecording,
  writeHar,
} from "../../formats/index.js";
import { Project } from "../../project/index.js";
import { stateDirectory } from "../../state-directory.js";
import { jsonLine } from "../connect/json-format.js";
import { exitCodes } from "../exit-codes.js";
import type { ExportFormat, ExportOptions } from "../export.js";
import { complain, tellLosses } from "../losses.js";

/** Exports requests or a capture and returns the exit code. */
export async function runExport(what: string, options: ExportOptions): Promise<number> {
  const secrets = { withSecrets: options.withSecrets === true };
  try {
    const written = /\.sqlite$/.test(what)
      ? exportCapture(what, options.format, secrets)
      : await exportRequests(what, options, secrets);
    await write(written, options);
    tellLosses("Not written", written.losses);
    return exitCodes.ok;
  } catch (error) {
    complain(error);
    return exitCodes.failed;
  }
}

function exportCapture(path: string, format: ExportFormat, secrets: WriteOptions): Written {
  const capture = readCapture(path);
  const title = basename(path, ".sqlite");
  switch (format) {
    case "har": {
      const { text, losses } = writeHar(recordingOf(capture), secrets);
      return { files: [{ path: `${title}.har`, text }], losses };
    }
    case "ndjson": {
      const lines = capture.rows.flatMap(({ entry }) => jsonLine(entry) ?? []);
      const text = lines.map((line) => `${line}\n`).join("");
      return { files: [{ path: `${title}.ndjson`, text }], losses: [] };
    }
    case "asyncapi":
      return writeAsyncApiOfRecording(title, recordingOf(capture), 3);
    case "asyncapi-2":
      return writeAsyncApiOfRecording(title, recordingOf(capture), 2);
    default:
      throw new FormatError("FORMAT_UNKNOWN", `${format} holds requests, not captures.`, { format });
  }
}

async function exportRequests(
  path: string,
  { format, project: directory }: ExportOptions,
  secrets: WriteOptions,
): Promise<Written> {
  const writer = collectionFormats.find(({ name }) => name === format);
  if (writer === undefined) {
    throw new FormatError("FORMAT_UNKNOWN", `${format} holds captures, not requests.`, { format });
  }
  const project = await Project.open({ directory, stateDirectory: stateDirectory() });
  try {
    const collection = await collectionFrom(project, path.replace(/^requests\/|\.yaml$/g, ""));
    if (collection.requests.length === 0) {
      throw new FormatError("FORMAT_EMPTY", `${join(directory, "requests", path)} has no request.`, { path });
    }
    return writer.write(collection, secrets);
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
