import { copyFile, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PeerProcess, startProcess } from "@signalbox/peers";
import type { Harness } from "./harness.js";

const modules = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
const signalbox = fileURLToPath(new URL("../..", import.meta.url));
const applications = fileURLToPath(new URL("../applications", import.meta.url));

/** What an application gets when it, or a package that it uses, imports `socket.io`. */
export type Implementation = "socket.io" | "@signalbox/server";

/**
 * Starts an application of `applications/` in a folder of its own, whose `node_modules` are those of this
 * repository with `socket.io` being the implementation: what an override in its package.json would make.
 */
export async function startApplication(
  harness: Harness,
  name: string,
  implementation: Implementation,
): Promise<PeerProcess> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-application-"));
  harness.onCleanup(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "node_modules"));
  for (const entry of await readdir(modules)) {
    const isReplaced = entry === "socket.io" && implementation === "@signalbox/server";
    await symlink(isReplaced ? signalbox : join(modules, entry), join(folder, "node_modules", entry));
  }
  await copyFile(join(applications, `${name}.mjs`), join(folder, "application.mjs"));
  const application = await startProcess(process.execPath, [
    "--preserve-symlinks",
    join(folder, "application.mjs"),
  ]);
  harness.onCleanup(() => application.stop());
  return application;
}
