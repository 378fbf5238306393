import type {
  CaptureFormat,
  CollectionFormat,
  ExchangedFile,
  ExportReport,
  ImportReport,
  Result,
} from "signalbox/contract";
import type { Backend } from "../backend.js";

export const COLLECTION_FORMATS: readonly CollectionFormat[] = [
  "postman",
  "postman-2.1",
  "insomnia",
  "insomnia-4",
  "bruno",
  "http",
  "asyncapi",
  "asyncapi-2",
];
export const CAPTURE_FORMATS: readonly CaptureFormat[] = ["har", "ndjson", "asyncapi", "asyncapi-2"];

/** Files of other tools: taken over, and written. */
export class Exchange {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  import(files: readonly ExchangedFile[], into: string): Promise<Result<ImportReport>> {
    return this.#backend.call("exchange:import", { files, into });
  }

  exportRequests(
    path: string,
    format: CollectionFormat,
    withSecrets: boolean,
  ): Promise<Result<ExportReport>> {
    return this.#backend.call("exchange:export", { path, format, withSecrets });
  }

  exportCapture(
    captureId: string | undefined,
    format: CaptureFormat,
    withSecrets: boolean,
  ): Promise<Result<ExportReport>> {
    const capture = captureId === undefined ? {} : { captureId };
    return this.#backend.call("exchange:export-capture", { ...capture, format, withSecrets });
  }
}

/** What a person chose, as the backend takes it; of a folder only what a Bruno collection consists of. */
export async function readChosen(files: readonly File[]): Promise<readonly ExchangedFile[]> {
  const named = files.map((file) => ({ file, name: nameIn(file) }));
  const isFolder = named.some(({ file }) => file.webkitRelativePath !== "");
  const wanted = isFolder ? named.filter(({ name }) => /(\.bru|^bruno\.json)$/.test(name)) : named;
  return Promise.all(wanted.map(async ({ file, name }) => ({ name, text: await file.text() })));
}

/** A browser puts the chosen folder's own name before the path. */
function nameIn(file: File): string {
  const path = file.webkitRelativePath;
  return path === "" ? file.name : path.slice(path.indexOf("/") + 1);
}
