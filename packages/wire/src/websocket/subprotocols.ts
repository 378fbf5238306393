import { HandshakeError } from "./errors.js";
import { isToken, quote, trimSpace } from "./tokens.js";

/**
 * Reads Sec-WebSocket-Protocol of a request: distinct tokens in the order of the client's preference
 * (RFC 6455 sections 4.1 and 11.3.4). Empty list elements are skipped (RFC 9110 section 5.6.1).
 *
 * @throws HandshakeError `WIRE_INVALID_PROTOCOL` when an element is no token, is given twice, or none is left.
 */
export function parseSubprotocols(value: string): string[] {
  const protocols = new Set<string>();
  for (const element of value.split(",")) {
    const protocol = trimSpace(element);
    if (protocol === "") continue;
    if (!isToken(protocol))
      throw new HandshakeError("WIRE_INVALID_PROTOCOL", `${quote(protocol)} is not a token`);
    if (protocols.has(protocol)) {
      throw new HandshakeError("WIRE_INVALID_PROTOCOL", `${quote(protocol)} is given twice`);
    }
    protocols.add(protocol);
  }
  if (protocols.size === 0) throw new HandshakeError("WIRE_INVALID_PROTOCOL", "the list is empty");
  return [...protocols];
}

/**
 * Writes Sec-WebSocket-Protocol.
 *
 * @throws HandshakeError `WIRE_INVALID_PROTOCOL` when an element is no token or is given twice.
 */
export function formatSubprotocols(protocols: readonly string[]): string {
  const value = protocols.join(", ");
  if (parseSubprotocols(value).length !== protocols.length) {
    throw new HandshakeError(
      "WIRE_INVALID_PROTOCOL",
      `${JSON.stringify(protocols)} has an element that is no token`,
    );
  }
  return value;
}
