import { tmpdir } from "node:os";
import { join } from "node:path";

/** Options of `forwardSessions`. */
export interface ForwardingOptions {
  /**
   * Where the workers have the sockets by which they reach each other; the same folder in all workers of one
   * primary, and of that primary alone. It is made if it is not there, and must be private to the user.
   * Default: a folder in the system's one for temporary files, named by the primary's process id.
   */
  readonly folder: string;
}

export const forwardingDefaults: ForwardingOptions = {
  folder: join(tmpdir(), `signalbox-${process.ppid}`),
};
