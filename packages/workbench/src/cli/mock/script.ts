import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { CaptureFileError, readCapture } from "../../capture-files/index.js";
import { isAsyncApi, readAsyncApi } from "../../formats/asyncapi/index.js";
import { FormatError, type Source } from "../../formats/index.js";
import { type MockScript, scriptOfCapture, scriptOfDescription, scriptOfScenario } from "../../mock/index.js";
import { readScenario } from "../../scenarios/index.js";
import type { MockCommandOptions } from "../mock.js";
import { readGiven } from "../run/given.js";

/** What is played of a file: a capture, a scenario or an AsyncAPI document. Throws what is wrong with it. */
export async function readScript(file: string, options: MockCommandOptions): Promise<MockScript> {
  // A file that is not there is told by the reader of scenarios.
  const text = /\.(ya?ml|json)$/i.test(file) ? await readFile(file, "utf8").catch(() => "") : undefined;
  if (text !== undefined && isAsyncApi(text)) return readDescription({ file: basename(file), text }, options);
  if (options.pushEvery !== undefined) {
    throw new FormatError("FORMAT_UNKNOWN", `--push-every is for AsyncAPI documents; ${file} is none.`, {
      file,
    });
  }
  const script =
    text === undefined
      ? scriptOfCapture(readCapture(file))
      : await scriptOfScenario(await readScenario(file), (await readGiven(options)).variables);
  if (script.roles.length > 0) return script;
  throw new CaptureFileError("CAPTURE_FOREIGN", `${file} holds no connection that a server could play.`);
}

function readDescription(source: Source, { pushEvery }: MockCommandOptions): MockScript {
  const script = scriptOfDescription(readAsyncApi(source), { ...(pushEvery && { pushEveryMs: pushEvery }) });
  if (script.roles.length > 0) return script;
  throw new FormatError("FORMAT_EMPTY", `${source.file} has no channel that a server could play.`, {
    file: source.file,
  });
}
