import { type Capture, jsonLine } from "../capture-files/index.js";
import type { CaptureFormat, CollectionFormat } from "../contract/index.js";
import type { Project } from "../project/index.js";
import { writeAsyncApiOfRecording } from "./asyncapi/index.js";
import type { WriteOptions, Written } from "./collection.js";
import { FormatError } from "./errors.js";
import { collectionFormats } from "./formats.js";
import { writeHar } from "./har/write.js";
import { collectionFrom } from "./projects/from-project.js";
import { recordingOf } from "./recordings/from-capture.js";

/** Writes the requests at or below a path of a project. Throws a `FormatError`. */
export async function exportRequests(
  project: Project,
  path: string,
  format: CollectionFormat,
  options: WriteOptions,
): Promise<Written> {
  const collection = await collectionFrom(project, path);
  if (collection.requests.length === 0) {
    throw new FormatError("FORMAT_EMPTY", `There is no request at requests/${path}.`, { path });
  }
  const writer = collectionFormats.find(({ name }) => name === format);
  if (writer === undefined) throw new FormatError("FORMAT_UNKNOWN", `${format} is no format.`, { format });
  return writer.write(collection, options);
}

/** Writes a capture under a title. */
export function exportCapture(
  capture: Capture,
  title: string,
  format: CaptureFormat,
  options: WriteOptions,
): Written {
  switch (format) {
    case "har": {
      const { text, losses } = writeHar(recordingOf(capture), options);
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
  }
}
