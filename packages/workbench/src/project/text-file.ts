import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Far above what a person writes; a larger one is not read. */
export const maxFileBytes = 16 * 2 ** 20;

/** Tells one content from another. */
export function revisionOf(...texts: readonly (string | undefined)[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text === undefined ? "-" : `${text.length}:${text}`);
  return hash.digest("base64url").slice(0, 22);
}

/** Undefined when there is none. Throws when it cannot be read, and an `Error` for one that is too large. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size > maxFileBytes) throw new Error(`it is larger than ${maxFileBytes} bytes`);
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whoever reads the file finds it as it was or as it is now, whatever happens in between. */
export async function writeText(file: string, text: string, mode = 0o644): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
