import { HandshakeError } from "./errors.js";
import type { Extension, ExtensionParameter } from "./extensions.js";

export const permessageDeflate = "permessage-deflate";

/**
 * What both sides agreed on (RFC 7692 section 7.1). Window bits are the base-2 logarithm of an LZ77 window,
 * 8 to 15.
 *
 * zlib cannot write raw deflate with 8 bits; with 9 it never looks back further than 250 bytes (its window
 * less 262), so a 9-bit compressor honours an agreement of 8.
 */
export interface DeflateAgreement {
  /** The server compresses each message on its own. */
  readonly serverNoContextTakeover: boolean;
  /** The client compresses each message on its own. */
  readonly clientNoContextTakeover: boolean;
  /** Largest window of the server's compressor. */
  readonly serverMaxWindowBits: number;
  /** Largest window of the client's compressor. */
  readonly clientMaxWindowBits: number;
}

/** An offer: the parameters a client sends. */
export interface DeflateOffer {
  readonly serverNoContextTakeover?: boolean;
  /** A hint: the client will not take its context over, whatever the answer says. */
  readonly clientNoContextTakeover?: boolean;
  /** 8 to 15. */
  readonly serverMaxWindowBits?: number;
  /** `true`: the client can be told a window. 8 to 15: it can, and will not use a larger one. */
  readonly clientMaxWindowBits?: boolean | number;
}

/** What a server wants of an agreement. */
export interface DeflateServerOptions {
  /** `true`: compress each message on its own, offered or not. `false`: decline an offer that asks for it. */
  readonly serverNoContextTakeover?: boolean;
  /** `true`: have the client compress each message on its own. */
  readonly clientNoContextTakeover?: boolean;
  /** Largest window to compress with, 8 to 15. `false`: decline an offer that limits it. */
  readonly serverMaxWindowBits?: number | false;
  /** Largest window the client may compress with, 8 to 15; an offer that does not let us say so is declined. */
  readonly clientMaxWindowBits?: number;
}

/** An offer that was accepted, and the element of Sec-WebSocket-Extensions that says so. */
export interface DeflateAnswer {
  readonly agreement: DeflateAgreement;
  readonly extension: Extension;
}

/** The element of Sec-WebSocket-Extensions for an offer. @throws RangeError on window bits outside 8 to 15. */
export function formatDeflateOffer(offer: DeflateOffer): Extension {
  const parameters: ExtensionParameter[] = [];
  if (offer.serverNoContextTakeover) parameters.push({ name: "server_no_context_takeover" });
  if (offer.clientNoContextTakeover) parameters.push({ name: "client_no_context_takeover" });
  if (offer.serverMaxWindowBits !== undefined) {
    parameters.push({ name: "server_max_window_bits", value: bitsText(offer.serverMaxWindowBits) });
  }
  if (offer.clientMaxWindowBits === true) parameters.push({ name: "client_max_window_bits" });
  else if (typeof offer.clientMaxWindowBits === "number") {
    parameters.push({ name: "client_max_window_bits", value: bitsText(offer.clientMaxWindowBits) });
  }
  return { name: permessageDeflate, parameters };
}

/**
 * Reads an offer; `undefined` when a parameter is unknown, given twice or has a value it cannot have: a
 * server declines such an offer and looks at the next one (RFC 7692 section 7.1).
 */
export function parseDeflateOffer({ name, parameters }: Extension): DeflateOffer | undefined {
  return name === permessageDeflate ? parseParameters(parameters, true) : undefined;
}

/**
 * Chooses the first offer that a server can accept, in the client's order of preference, and answers it
 * (RFC 7692 section 7.1). `undefined`: none, the connection goes on without compression.
 */
export function answerDeflateOffers(
  offered: readonly Extension[],
  options: DeflateServerOptions = {},
): DeflateAnswer | undefined {
  for (const extension of offered) {
    const offer = parseDeflateOffer(extension);
    const answer = offer === undefined ? undefined : answerDeflateOffer(offer, options);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function answerDeflateOffer(offer: DeflateOffer, options: DeflateServerOptions): DeflateAnswer | undefined {
  if (offer.serverNoContextTakeover && options.serverNoContextTakeover === false) return undefined;
  if (offer.serverMaxWindowBits !== undefined && options.serverMaxWindowBits === false) return undefined;
  const clientLimit = options.clientMaxWindowBits ?? 15;
  const canLimitClient = offer.clientMaxWindowBits !== undefined && offer.clientMaxWindowBits !== false;
  if (clientLimit < 15 && !canLimitClient) return undefined;

  const hint = typeof offer.clientMaxWindowBits === "number" ? offer.clientMaxWindowBits : 15;
  const agreement: DeflateAgreement = {
    serverNoContextTakeover: Boolean(offer.serverNoContextTakeover || options.serverNoContextTakeover),
    clientNoContextTakeover: Boolean(offer.clientNoContextTakeover || options.clientNoContextTakeover),
    serverMaxWindowBits: Math.min(offer.serverMaxWindowBits ?? 15, options.serverMaxWindowBits || 15),
    clientMaxWindowBits: Math.min(hint, clientLimit),
  };
  const saysServerBits = offer.serverMaxWindowBits !== undefined || agreement.serverMaxWindowBits < 15;
  return {
    agreement,
    extension: formatDeflateOffer({
      serverNoContextTakeover: agreement.serverNoContextTakeover,
      clientNoContextTakeover: agreement.clientNoContextTakeover,
      ...(saysServerBits && { serverMaxWindowBits: agreement.serverMaxWindowBits }),
      ...(canLimitClient &&
        agreement.clientMaxWindowBits < 15 && { clientMaxWindowBits: agreement.clientMaxWindowBits }),
    }),
  };
}

/**
 * Checks a server's answer against what was offered and says what it means (RFC 7692 section 7.1).
 *
 * @throws HandshakeError `WIRE_UNEXPECTED_EXTENSION` when the answer is another extension or more than one,
 * `WIRE_INVALID_DEFLATE_ANSWER` when it has a parameter that is unknown, given twice, of a wrong value, not
 * offered or larger than offered, or lacks one that the offer made a condition.
 */
export function checkDeflateAnswer(answered: readonly Extension[], offer: DeflateOffer): DeflateAgreement {
  const [extension, ...others] = answered;
  if (extension?.name !== permessageDeflate || others.length > 0) {
    throw new HandshakeError("WIRE_UNEXPECTED_EXTENSION", answered.map(({ name }) => name).join(", "));
  }
  const answer = parseParameters(extension.parameters, false);
  if (answer === undefined) {
    throw new HandshakeError("WIRE_INVALID_DEFLATE_ANSWER", "unknown, repeated or invalid parameter");
  }
  const refuse = (detail: string) => new HandshakeError("WIRE_INVALID_DEFLATE_ANSWER", detail);
  if (offer.serverNoContextTakeover && !answer.serverNoContextTakeover) {
    throw refuse("server_no_context_takeover was asked for and is missing");
  }
  const { serverMaxWindowBits, clientMaxWindowBits } = answer;
  if (offer.serverMaxWindowBits !== undefined && (serverMaxWindowBits ?? 16) > offer.serverMaxWindowBits) {
    throw refuse(`server_max_window_bits is missing or over the ${offer.serverMaxWindowBits} asked for`);
  }
  if (typeof clientMaxWindowBits === "number") {
    if (!offer.clientMaxWindowBits) throw refuse("client_max_window_bits was not offered");
    if (typeof offer.clientMaxWindowBits === "number" && clientMaxWindowBits > offer.clientMaxWindowBits) {
      throw refuse(`client_max_window_bits is over the ${offer.clientMaxWindowBits} offered`);
    }
  }
  const hint = typeof offer.clientMaxWindowBits === "number" ? offer.clientMaxWindowBits : 15;
  return {
    serverNoContextTakeover: answer.serverNoContextTakeover === true,
    clientNoContextTakeover:
      answer.clientNoContextTakeover === true || offer.clientNoContextTakeover === true,
    serverMaxWindowBits: serverMaxWindowBits ?? 15,
    clientMaxWindowBits: typeof clientMaxWindowBits === "number" ? clientMaxWindowBits : hint,
  };
}

/** Only an offer may have client_max_window_bits without a value (RFC 7692 section 7.1.2.2). */
function parseParameters(
  parameters: readonly ExtensionParameter[],
  inOffer: boolean,
): DeflateOffer | undefined {
  const seen = new Set<string>();
  const offer: { -readonly [Key in keyof DeflateOffer]: DeflateOffer[Key] } = {};
  for (const { name, value } of parameters) {
    if (seen.has(name)) return undefined;
    seen.add(name);
    const bits = value !== undefined && /^(?:[89]|1[0-5])$/.test(value) ? Number(value) : undefined;
    if (name === "server_no_context_takeover" && value === undefined) offer.serverNoContextTakeover = true;
    else if (name === "client_no_context_takeover" && value === undefined)
      offer.clientNoContextTakeover = true;
    else if (name === "server_max_window_bits" && bits !== undefined) offer.serverMaxWindowBits = bits;
    else if (name === "client_max_window_bits" && (bits !== undefined || (inOffer && value === undefined))) {
      offer.clientMaxWindowBits = bits ?? true;
    } else return undefined;
  }
  return offer;
}

function bitsText(bits: number): string {
  if (!Number.isInteger(bits) || bits < 8 || bits > 15)
    throw new RangeError(`window bits are 8 to 15, not ${bits}`);
  return String(bits);
}
