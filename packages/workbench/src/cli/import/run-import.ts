import { existsSync } from "node:fs";
import { readCapture, writeCapture } from "../../capture-files/index.js";
import type { Loss } from "../../contract/index.js";
import { fillCapture, importInto, isHar, readCollection, readHar, type Source } from "../../formats/index.js";
import { Project } from "../../project/index.js";
import { stateDirectory } from "../../state-directory.js";
import { exitCodes } from "../exit-codes.js";
import type { ImportOptions } from "../import.js";
import { complain, tellLosses } from "../losses.js";
import { readSources } from "./sources.js";

interface Report {
  /** Paths of requests, or the capture. */
  readonly made: readonly string[];
  readonly losses: readonly Loss[];
}

/** Imports a file and returns the exit code. */
export async function runImport(path: string, options: ImportOptions): Promise<number> {
  try {
    const sources = await readSources(path);
    const [first] = sources;
    const report =
      first && isHar(first)
        ? await importHar(first, options.output ?? path.replace(/\.har$/i, "").concat(".sqlite"))
        : await importCollection(sources, options);
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else {
      for (const made of report.made) process.stdout.write(`${made}\n`);
      tellLosses("Not taken over", report.losses);
    }
    return exitCodes.ok;
  } catch (error) {
    complain(error);
    return exitCodes.failed;
  }
}

async function importCollection(sources: readonly Source[], options: ImportOptions): Promise<Report> {
  const { collection, losses } = readCollection(sources);
  const project = await Project.open({ directory: options.project, stateDirectory: stateDirectory() });
  try {
    const imported = await importInto(project, collection, options.into);
    return { made: imported.requests, losses: [...losses, ...imported.losses] };
  } finally {
    await project.close();
  }
}

async function importHar(source: Source, output: string): Promise<Report> {
  const { recording, losses } = readHar(source);
  if (existsSync(output)) throw new Error(`${output} exists; name another file with --output.`);
  await writeCapture(output, (capture) => fillCapture(capture, recording));
  // What was written must be readable.
  readCapture(output);
  return { made: [output], losses };
}
