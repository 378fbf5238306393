import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { ConnectionOptions } from "node:tls";
import type { EngineOptions } from "../options.js";
import type { CookieStore } from "./runtime.js";

/** What comes in at once, far above what servers send: so that one gone wrong cannot fill the memory. */
export const maxReceivedBytes = 2 ** 28;

/** Calls back with the body, or with as much of it as the limit allows or as arrived before an error. */
export function readBody(
  response: IncomingMessage,
  limit: number,
  onBody: (body: Buffer, isWhole: boolean) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let done = false;
  const finish = (isWhole: boolean) => {
    if (done) return;
    done = true;
    onBody(Buffer.concat(chunks).subarray(0, limit), isWhole);
  };
  response.on("data", (chunk: Buffer) => {
    if (done) return;
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) finish(false);
  });
  response.once("end", () => finish(true));
  response.once("error", () => finish(false));
}

export function headersOf(
  extra: EngineOptions["extraHeaders"],
  cookies: CookieStore | undefined,
): Record<string, string> {
  const headers = { ...extra };
  const cookie = cookies?.header();
  if (cookie) headers.cookie = headers.cookie ? `${headers.cookie}; ${cookie}` : cookie;
  return headers;
}

export function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

const tlsNames = ["pfx", "key", "passphrase", "cert", "ca", "ciphers", "rejectUnauthorized"] as const;

export function tlsOptions(options: EngineOptions): Pick<ConnectionOptions, (typeof tlsNames)[number]> {
  return Object.fromEntries(
    tlsNames.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}
