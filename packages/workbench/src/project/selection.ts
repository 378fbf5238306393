import { createHash } from "node:crypto";
import { join } from "node:path";
import { readText, writeText } from "./text-file.js";

/** Which environment a person chose in a project: theirs, so it stands in their state directory. */
export class Selection {
  readonly #file: string;

  constructor(stateDirectory: string, project: string) {
    const id = createHash("sha256").update(project).digest("hex").slice(0, 16);
    this.#file = join(stateDirectory, "projects", `${id}.json`);
  }

  async read(): Promise<string | undefined> {
    try {
      const value: unknown = JSON.parse((await readText(this.#file)) ?? "{}");
      const isNamed = typeof value === "object" && value !== null && "environment" in value;
      return isNamed && typeof value.environment === "string" ? value.environment : undefined;
    } catch {
      // A choice that cannot be read is none.
      return undefined;
    }
  }

  async write(environment: string | undefined): Promise<void> {
    await writeText(this.#file, `${JSON.stringify({ environment })}\n`);
  }
}
