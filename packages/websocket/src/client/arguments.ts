import { isToken } from "@signalbox/wire/websocket";
import { type ClientOptions, clientDefaults, protocolVersions } from "../options.js";
import { type Address, parseAddress } from "./address.js";

export interface ClientArguments {
  readonly target: Address;
  readonly protocols: readonly string[];
  readonly options: ClientOptions;
}

/**
 * What `new WebSocket(address, protocols, options)` was given; the subprotocols may be left out.
 *
 * @throws SyntaxError when the address or a subprotocol cannot be used.
 * @throws RangeError on a `protocolVersion` that is not spoken.
 */
export function clientArguments(
  address: string | URL,
  second: string | readonly string[] | ClientOptions | undefined,
  third: ClientOptions | undefined,
): ClientArguments {
  const isOne = typeof second === "string";
  const protocols = isOne ? [second] : isList(second) ? second : [];
  const options = (isOne || isList(second) ? third : (second ?? third)) ?? {};
  const version = options.protocolVersion ?? clientDefaults.protocolVersion;
  if (!protocolVersions.includes(version)) {
    throw new RangeError(
      `Unsupported protocol version: ${version} (supported versions: ${protocolVersions.join(", ")})`,
    );
  }
  const target = parseAddress(address);
  protocols.forEach((protocol, index) => {
    if (typeof protocol !== "string" || !isToken(protocol) || protocols.indexOf(protocol) !== index) {
      throw new SyntaxError("An invalid or duplicated subprotocol was specified");
    }
  });
  return { target, protocols, options };
}

function isList(value: readonly string[] | ClientOptions | undefined): value is readonly string[] {
  return Array.isArray(value);
}
