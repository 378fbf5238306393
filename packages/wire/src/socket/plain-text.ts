import { reservedEvents, type SocketPacket, SocketPacketType } from "./packet.js";

// Short text is what most events carry. In the usual case its JSON is the text itself in quotes, which a
// regular expression tells in less than half of the time that JSON.parse and JSON.stringify take.

/** Beyond that many characters the JSON functions have caught up. */
const longest = 256;

/**
 * An event of the main namespace that carries one text or nothing, without an id. What may stand in quotes
 * is all but quotes, backslashes and control characters.
 */
const plainEvent = /^2\["([ !#-[\]-\uffff]*)"(?:,"([ !#-[\]-\uffff]*)")?\]$/;

/** The same without surrogates: JSON.stringify escapes those that are alone. */
const plainText = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** Whether the JSON of a text is the text itself in quotes; false too where it may be. */
export function isPlainText(text: string): boolean {
  return text.length <= longest && plainText.test(text);
}

/** Undefined where the packet is to be read in the usual way, also where it is to be refused. */
export function readPlainEvent(text: string): SocketPacket | undefined {
  const found = text.length <= longest ? plainEvent.exec(text) : null;
  if (found === null) return undefined;
  const event = found[1];
  const argument = found[2];
  if (reservedEvents.has(event)) return undefined;
  const data = argument === undefined ? [event] : [event, argument];
  return { type: SocketPacketType.EVENT, nsp: "/", data };
}
