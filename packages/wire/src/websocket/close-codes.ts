import { encodeUtf8 } from "./utf8.js";

/** What a close code is called and means (RFC 6455 section 7.4.1 and the IANA registry of close codes). */
export interface CloseCode {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  /** May stand in a close frame; 1004 to 1006 and 1015 are only ever reported. */
  readonly onWire: boolean;
}

const table: readonly CloseCode[] = [
  { code: 1000, name: "Normal Closure", meaning: "the purpose of the connection is fulfilled", onWire: true },
  { code: 1001, name: "Going Away", meaning: "the server shuts down or the page is left", onWire: true },
  {
    code: 1002,
    name: "Protocol Error",
    meaning: "the other side broke the WebSocket protocol",
    onWire: true,
  },
  { code: 1003, name: "Unsupported Data", meaning: "this kind of data is not accepted here", onWire: true },
  { code: 1004, name: "Reserved", meaning: "without a meaning so far", onWire: false },
  { code: 1005, name: "No Status Received", meaning: "the close frame carried no code", onWire: false },
  {
    code: 1006,
    name: "Abnormal Closure",
    meaning: "the connection ended without a close frame",
    onWire: false,
  },
  {
    code: 1007,
    name: "Invalid Payload",
    meaning: "a message was not what its type says, e.g. text that is not UTF-8",
    onWire: true,
  },
  { code: 1008, name: "Policy Violation", meaning: "a message broke a rule of the receiver", onWire: true },
  {
    code: 1009,
    name: "Message Too Big",
    meaning: "a message was larger than the receiver accepts",
    onWire: true,
  },
  {
    code: 1010,
    name: "Mandatory Extension",
    meaning: "the server did not agree to an extension the client needs",
    onWire: true,
  },
  {
    code: 1011,
    name: "Internal Error",
    meaning: "the server met a condition it did not expect",
    onWire: true,
  },
  {
    code: 1012,
    name: "Service Restart",
    meaning: "the service restarts; connect again after a while",
    onWire: true,
  },
  { code: 1013, name: "Try Again Later", meaning: "the service is overloaded", onWire: true },
  {
    code: 1014,
    name: "Bad Gateway",
    meaning: "a gateway got an invalid answer from the server behind it",
    onWire: true,
  },
  { code: 1015, name: "TLS Handshake", meaning: "the TLS handshake failed", onWire: false },
];

/** The registered close codes, 1000 to 1015. */
export const closeCodes: ReadonlyMap<number, CloseCode> = new Map(table.map((entry) => [entry.code, entry]));

/** Whether a code may stand in a close frame: the registered ones, 3000 to 3999 (libraries) and 4000 to 4999 (applications). */
export function isCloseCodeOnWire(code: number): boolean {
  if (code >= 3000 && code <= 4999) return Number.isInteger(code);
  return closeCodes.get(code)?.onWire ?? false;
}

/** Name and meaning of any number, registered or not. */
export function describeCloseCode(code: number): CloseCode {
  const known = closeCodes.get(code);
  if (known !== undefined) return known;
  const onWire = isCloseCodeOnWire(code);
  if (code >= 4000 && code <= 4999) {
    return { code, name: "Application", meaning: "defined by the application", onWire };
  }
  if (code >= 3000 && code <= 3999) {
    return { code, name: "Library", meaning: "registered by a library or framework", onWire };
  }
  return { code, name: "Invalid", meaning: "not a close code that may be sent", onWire };
}

/** Longest close reason in bytes of UTF-8: a control frame's 125 less the code. */
export const maxCloseReasonBytes = 123;

/**
 * The body of a close frame (RFC 6455 section 5.5.1).
 *
 * @throws RangeError when the code may not be sent or the reason is longer than 123 bytes of UTF-8.
 */
export function closePayload(code: number, reason: string | Uint8Array = ""): Uint8Array {
  if (!isCloseCodeOnWire(code)) throw new RangeError(`close code ${code} must not be sent`);
  const text = typeof reason === "string" ? encodeUtf8(reason) : reason;
  if (text.length > maxCloseReasonBytes) {
    throw new RangeError(
      `the close reason has ${text.length} bytes of UTF-8, at most ${maxCloseReasonBytes} fit`,
    );
  }
  const payload = new Uint8Array(2 + text.length);
  payload[0] = code >> 8;
  payload[1] = code & 255;
  payload.set(text, 2);
  return payload;
}
