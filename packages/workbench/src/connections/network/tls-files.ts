import type { Result, TlsSettings } from "../../contract/index.js";
import { refused } from "../../result.js";
import { problems } from "../problems/index.js";

/** What the files named by a request's TLS settings hold. */
export interface TlsFiles {
  readonly ca?: Uint8Array;
  readonly cert?: Uint8Array;
  readonly key?: Uint8Array;
}

/** Reads a file that a request names. */
export type FileReader = (path: string) => Promise<Uint8Array>;

const names = { ca: "caFile", cert: "certificateFile", key: "keyFile" } as const;

export async function readTlsFiles(
  settings: TlsSettings | undefined,
  read: FileReader,
): Promise<Result<TlsFiles>> {
  const files: { -readonly [Name in keyof TlsFiles]: TlsFiles[Name] } = {};
  for (const name of ["ca", "cert", "key"] as const) {
    const path = settings?.[names[name]];
    if (path === undefined || path === "") continue;
    try {
      files[name] = await read(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return refused(problems.fileUnreadable(path, reason));
    }
  }
  return { ok: true, value: files };
}
