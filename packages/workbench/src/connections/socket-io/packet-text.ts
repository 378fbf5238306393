/** A Socket.IO packet's text in its two parts: what is for the protocol, and the JSON. */
export interface PacketText {
  /** Type, attachment count, namespace and ack id: `2/chat,7`. */
  readonly envelope: string;
  readonly json: string;
}

/** `<type>[<attachments>-][<namespace>,][<ack id>][JSON]`, as the Socket.IO protocol document has it. */
export function splitPacketText(text: string): PacketText {
  let at = 1;
  const count = /^\d+-/.exec(text.slice(at, at + 20));
  if (count) at += count[0].length;
  if (text[at] === "/") {
    const comma = text.indexOf(",", at);
    at = comma === -1 ? text.length : comma + 1;
  }
  while (at < text.length && isDigit(text.charCodeAt(at))) at++;
  return { envelope: text.slice(0, at), json: text.slice(at) };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
