import type { EngineOptions } from "../options.js";

/** Where an engine connects to. */
export interface Address {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: string;
}

export function isSecure(protocol: string | undefined): boolean {
  return protocol === "https:" || protocol === "wss:";
}

/** From the URI, or else from the options, or else from the page. */
export function addressOf(uri: string | undefined, opts: EngineOptions): Address {
  const page = globalThis.location as Location | undefined;
  const given = opts.hostname ?? opts.host;
  const from =
    uri === undefined
      ? {
          protocol: opts.secure ? "https:" : page?.protocol,
          hostname: given ?? page?.hostname ?? "localhost",
          port: String(opts.port ?? (given === undefined ? page?.port : undefined) ?? ""),
        }
      : new URL(uri);
  const secure = isSecure(from.protocol);
  return { secure, hostname: from.hostname, port: from.port || (secure ? "443" : "80") };
}
