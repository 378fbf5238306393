import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { readCapture } from "../../capture-files/index.js";
import { scenarioFromCapture, scenarioText } from "../../scenarios/index.js";
import { exitCodes } from "../exit-codes.js";
import { paintFor } from "../paint.js";
import type { ScenarioOptions } from "../scenario.js";

/** Writes a scenario made from a capture and returns the exit code. */
export async function writeScenario(path: string, options: ScenarioOptions): Promise<number> {
  const { rows, output, name = basename(path).replace(/\.\w+$/, "") } = options;
  try {
    const text = scenarioText(
      scenarioFromCapture(readCapture(path), { name, ...(rows && { isChosen: rows }) }),
    );
    if (output === undefined) process.stdout.write(text);
    else await writeFile(output, text, { flag: "wx" });
    return exitCodes.ok;
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    const message = isThere
      ? `${output} is there already; choose another name.`
      : error instanceof Error
        ? error.message
        : String(error);
    process.stderr.write(`${paintFor(process.stderr)("bad", message)}\n`);
    return exitCodes.usage;
  }
}
