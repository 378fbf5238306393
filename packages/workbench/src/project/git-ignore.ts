import { join } from "node:path";
import { readText, writeText } from "./text-file.js";

const pattern = "*.local.yaml";

/** Keeps secrets out of git: `*.local.yaml` stands in the `.gitignore` of the project's folder. */
export async function ignoreSecrets(root: string): Promise<void> {
  const file = join(root, ".gitignore");
  const text = (await readText(file)) ?? "";
  if (text.split(/\r?\n/).some((line) => line.trim() === pattern)) return;
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  await writeText(file, `${text}${gap}${pattern}\n`);
}
