import type { DeflateAgreement } from "@signalbox/wire/websocket";
import type { ConnectionSettings } from "../options.js";
import { Compressor } from "./compressor.js";
import { Decompressor } from "./decompressor.js";

/** Both directions of an agreement, or neither. */
export interface Deflate {
  readonly compressor: Compressor | undefined;
  readonly decompressor: Decompressor | undefined;
}

const none: Deflate = { compressor: undefined, decompressor: undefined };

export function makeDeflate(
  role: "client" | "server",
  agreement: DeflateAgreement | undefined,
  settings: ConnectionSettings,
): Deflate {
  if (agreement === undefined) return none;
  const { perMessageDeflate, maxPayload } = settings;
  const options = typeof perMessageDeflate === "object" ? perMessageDeflate : {};
  const server = [agreement.serverMaxWindowBits, !agreement.serverNoContextTakeover] as const;
  const client = [agreement.clientMaxWindowBits, !agreement.clientNoContextTakeover] as const;
  const [ours, theirs] = role === "server" ? [server, client] : [client, server];
  return {
    compressor: new Compressor(...ours, options),
    decompressor: new Decompressor(...theirs, options, maxPayload),
  };
}
