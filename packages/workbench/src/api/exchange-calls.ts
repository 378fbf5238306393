import { readCapture } from "../capture-files/index.js";
import type { ExchangedFile, ExportReport, ImportReport, Problem } from "../contract/index.js";
import type { Written } from "../formats/index.js";
import type { Workbench } from "../workbench.js";
import { attempt, type CallSource, on } from "./calls.js";
import { isObject, wrong } from "./shape.js";

const collectionFormats = [
  "postman",
  "postman-2.1",
  "insomnia",
  "insomnia-4",
  "bruno",
  "http",
  "asyncapi",
  "asyncapi-2",
] as const;
const captureFormats = ["har", "ndjson", "asyncapi", "asyncapi-2"] as const;

/** Loaded when the first file is exchanged: most sessions need none of it. */
const formats = () => import("../formats/index.js");

/** Answers what one page asks of files of other tools. */
export function serveExchange(socket: CallSource, workbench: Workbench): void {
  const { project, captures, timeline } = workbench;

  on(socket, "exchange:import", async (call, ack) => {
    const problem = checkImport(call);
    ack(
      problem ? { ok: false, problem } : await attempt(() => importFiles(workbench, call.files, call.into)),
    );
  });
  on(socket, "exchange:export", async ({ path, format, withSecrets }, ack) => {
    const problem =
      typeof path === "string" ? checkFormat(format, collectionFormats) : wrong("path", "a string");
    if (problem) {
      ack({ ok: false, problem });
      return;
    }
    const options = { withSecrets: withSecrets === true };
    const result = await attempt(async () => {
      const { exportRequests } = await formats();
      return reportOf(await exportRequests(project, path, format, options));
    });
    ack(result);
  });
  on(socket, "exchange:export-capture", async ({ captureId, format, withSecrets }, ack) => {
    const problem = checkFormat(format, captureFormats);
    if (problem) {
      ack({ ok: false, problem });
      return;
    }
    const result = await attempt(async () => {
      const { exportCapture } = await formats();
      await timeline.flush();
      const { path, name } = captures.fileOf(captureId ?? undefined);
      const options = { withSecrets: withSecrets === true };
      return reportOf(exportCapture(readCapture(path), name, format, options));
    });
    ack(result);
  });
}

function reportOf({ files, losses }: Written): ExportReport {
  return { files: files.map(({ path, text }) => ({ name: path, text })), losses };
}

async function importFiles(
  { project, captures }: Workbench,
  files: readonly ExchangedFile[],
  into: string,
): Promise<ImportReport> {
  const { fillCapture, importInto, isHar, readCollection, readHar } = await formats();
  const sources = files.map(({ name, text }) => ({ file: name, text }));
  const [first] = sources;
  if (first === undefined || !isHar(first)) {
    const { collection, losses } = readCollection(sources);
    const imported = await importInto(project, collection, into);
    return { requests: imported.requests, captures: [], losses: [...losses, ...imported.losses] };
  }
  const { recording, losses } = readHar(first);
  const name = first.file.replace(/\.har$/i, "");
  const info = await captures.add(name, (capture) => fillCapture(capture, recording));
  return { requests: [], captures: [info.name], losses };
}

function checkImport(call: unknown): Problem | undefined {
  if (!isObject(call)) return wrong("call", "an object");
  const { files, into } = call;
  if (typeof into !== "string") return wrong("into", "a string");
  const isFile = (file: unknown) =>
    isObject(file) && typeof file.name === "string" && typeof file.text === "string";
  if (!Array.isArray(files) || files.length === 0 || !files.every(isFile)) {
    return wrong("files", "a list of files with name and text");
  }
  return undefined;
}

function checkFormat(format: unknown, known: readonly string[]): Problem | undefined {
  if (typeof format === "string" && known.includes(format)) return undefined;
  return wrong("format", `one of ${known.join(", ")}`);
}
