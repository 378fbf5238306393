import { HandshakeError, parseSubprotocols } from "@signalbox/wire/websocket";

/** Reads a Sec-WebSocket-Protocol header. @throws SyntaxError */
export function parse(header: string): Set<string> {
  try {
    return new Set(parseSubprotocols(header));
  } catch (cause) {
    if (!(cause instanceof HandshakeError)) throw cause;
    throw new SyntaxError(cause.message, { cause });
  }
}
