import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Reporter } from "../../../scenarios/index.js";
import { paintFor } from "../../paint.js";
import { humanReporter } from "./human.js";
import { junitReporter } from "./junit.js";
import { ndjsonReporter } from "./ndjson.js";
import { tapReporter } from "./tap.js";

export const reporterNames = ["human", "junit", "tap", "ndjson"] as const;

/** A reporter and where it writes; undefined: standard output. */
export interface ReporterChoice {
  readonly name: (typeof reporterNames)[number];
  readonly file: string | undefined;
}

/** Opens the reporters' files. Rejects when one cannot be written. */
export async function openReporters(
  choices: readonly ReporterChoice[],
  isVerbose: boolean,
): Promise<readonly Reporter[]> {
  return await Promise.all(choices.map((choice) => openReporter(choice, isVerbose)));
}

async function openReporter({ name, file }: ReporterChoice, isVerbose: boolean): Promise<Reporter> {
  if (file === undefined) return create(name, process.stdout, isVerbose);
  const stream = await openFile(file);
  const reporter = create(name, stream, isVerbose);
  return {
    ...reporter,
    async end(summary) {
      await reporter.end(summary);
      await new Promise<void>((resolve, reject) => {
        stream.once("error", reject);
        stream.end(resolve);
      });
    },
  };
}

function create(
  name: ReporterChoice["name"],
  stream: NodeJS.WriteStream | WriteStream,
  isVerbose: boolean,
): Reporter {
  const write = (text: string) => void stream.write(text);
  switch (name) {
    case "human": {
      const isTerminal = "isTTY" in stream && stream.isTTY;
      const paint = "isTTY" in stream ? paintFor(stream) : (_role: string, text: string) => text;
      return humanReporter({ write, paint, isLive: isTerminal, isVerbose });
    }
    case "junit":
      return junitReporter(write);
    case "tap":
      return tapReporter(write);
    case "ndjson":
      return ndjsonReporter(write);
  }
}

async function openFile(file: string): Promise<WriteStream> {
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  await new Promise<void>((resolve, reject) => {
    stream.once("open", () => resolve());
    stream.once("error", reject);
  });
  return stream;
}
