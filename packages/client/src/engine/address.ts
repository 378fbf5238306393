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
export function addressOf(url: URL | undefined, opts: EngineOptions): Address {
  const page = globalThis.location as Location | undefined;
  const given = opts.hostname ?? opts.host;
  const { protocol, hostname, port } = url ?? {
    protocol: opts.secure ? "https:" : page?.protocol,
    hostname: given ?? page?.hostname ?? "localhost",
    port: opts.port ?? (given === undefined ? page?.port : undefined),
  };
  const secure = isSecure(protocol);
  return { secure, hostname, port: String(port || (secure ? 443 : 80)) };
}
