import {
  type DeflateOffer,
  type DeflateServerOptions,
  type Extension,
  formatDeflateOffer,
} from "@signalbox/wire/websocket";
import type { PerMessageDeflateOptions } from "../options.js";

export interface PreparedOffer {
  readonly parameters: DeflateOffer;
  readonly extension: Extension;
}

/** What a client offers; `undefined` where compression is off. @throws RangeError on window bits outside 8 to 15. */
export function deflateOffer(option: boolean | PerMessageDeflateOptions): PreparedOffer | undefined {
  if (option === false) return undefined;
  const options = option === true ? {} : option;
  const parameters: DeflateOffer = {
    ...(options.serverNoContextTakeover && { serverNoContextTakeover: true }),
    ...(options.clientNoContextTakeover && { clientNoContextTakeover: true }),
    ...(typeof options.serverMaxWindowBits === "number" && {
      serverMaxWindowBits: options.serverMaxWindowBits,
    }),
    // Unless the caller forbids it, the server may choose our window.
    ...(options.clientMaxWindowBits !== false && {
      clientMaxWindowBits: options.clientMaxWindowBits ?? true,
    }),
  };
  return { parameters, extension: formatDeflateOffer(parameters) };
}

/** What a server wants of an agreement. */
export function deflateWishes(option: boolean | PerMessageDeflateOptions): DeflateServerOptions {
  if (typeof option === "boolean") return {};
  const { serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits } =
    option;
  return {
    ...(serverNoContextTakeover !== undefined && { serverNoContextTakeover }),
    ...(clientNoContextTakeover !== undefined && { clientNoContextTakeover }),
    ...(serverMaxWindowBits !== undefined && serverMaxWindowBits !== true && { serverMaxWindowBits }),
    ...(typeof clientMaxWindowBits === "number" && { clientMaxWindowBits }),
  };
}
