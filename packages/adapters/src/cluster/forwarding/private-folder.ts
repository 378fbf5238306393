import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ForwardingFolderError } from "../../nodes/errors.js";

const IS_WINDOWS = process.platform === "win32";

/** Where the worker of that name listens: a socket in the folder, or a pipe named after both. */
export function socketPath(folder: string, name: string): string {
  return IS_WINDOWS ? join("\\\\.\\pipe", folder, name) : join(folder, name);
}

/**
 * Makes the folder, or makes sure that what is there is ours alone: in a folder for everybody's temporary
 * files somebody else may have been first.
 */
export function preparePrivateFolder(folder: string): void {
  if (IS_WINDOWS) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode, uid } = lstatSync(folder);
  // A link would be of mode 0777.
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0) throw new ForwardingFolderError(folder);
}
